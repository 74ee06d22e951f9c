/**
 * A small renderer for points and lines (WebGL 1). Points are drawn as the shapes that families of evidence have on
 * the page; their outlines are distances to the edge, so that they stay sharp at every size.
 */

/** The order of the shapes in the shader. */
export const SHAPES = [
  'core',
  'linked',
  'identity',
  'network',
  'timing',
  'adaptation',
  'partition',
  'content',
  'elicitation',
  'economics',
]

const POINT_VERTEX = `
attribute vec2 place; attribute float size; attribute float shape; attribute vec4 colour;
uniform vec2 middle; uniform vec2 zoom; uniform float dots; uniform float near;
varying float kind; varying vec4 paint; varying float wide;
void main() {
  gl_Position = vec4((place - middle) * zoom, 0.0, 1.0);
  wide = dots * (shape < 1.5 ? size * clamp(9.0 * near, 4.0, 13.0) : min(30.0, size * min(1.2, 0.7 + near / 2.0)));
  gl_PointSize = wide; kind = shape; paint = colour;
}`

const POINT_FRAGMENT = `
precision mediump float;
varying float kind; varying vec4 paint; varying float wide;
uniform vec3 paper;
float box(vec2 p, vec2 b) { vec2 d = abs(p) - b; return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0); }
float edge(vec2 p) {
  if (kind < 1.5) return length(p) - 0.8;
  if (kind < 2.5) return box(p, vec2(0.68));
  if (kind < 3.5) return max(-p.y - 0.78, dot(vec2(abs(p.x), p.y), vec2(0.88, 0.47)) - 0.4);
  if (kind < 4.5) return (abs(p.x) + abs(p.y)) * 0.7071 - 0.64;
  if (kind < 5.5) return max(p.y - 0.78, dot(vec2(abs(p.x), -p.y), vec2(0.88, 0.47)) - 0.4);
  if (kind < 6.5) return max(abs(p.y) - 0.74, dot(abs(p), vec2(0.87, 0.5)) - 0.74);
  if (kind < 7.5) return min(box(p, vec2(0.86, 0.3)), box(p, vec2(0.3, 0.86)));
  vec2 q = vec2(p.x + p.y, p.y - p.x) * 0.7071;
  if (kind < 8.5) return min(box(q, vec2(0.95, 0.26)), box(q, vec2(0.26, 0.95)));
  return min((abs(p.x) + abs(p.y)) * 0.7071 - 0.5, min(box(p, vec2(0.9, 0.16)), box(p, vec2(0.16, 0.9))));
}
void main() {
  vec2 p = (gl_PointCoord - 0.5) * vec2(2.0, -2.0);
  float soft = 2.0 / wide;
  float d = edge(p);
  float inside = 1.0 - smoothstep(-soft, soft, d);
  if (inside * paint.a < 0.01) discard;
  vec3 colour = paint.rgb;
  if (kind > 0.5 && kind < 1.5) colour = mix(paint.rgb, paper, 1.0 - smoothstep(-soft, soft, 0.5 - length(p)));
  gl_FragColor = vec4(colour * inside * paint.a, inside * paint.a);
}`

const LINE_VERTEX = `
attribute vec2 place; attribute vec4 colour;
uniform vec2 middle; uniform vec2 zoom;
varying vec4 paint;
void main() { gl_Position = vec4((place - middle) * zoom, 0.0, 1.0); paint = colour; }`

const LINE_FRAGMENT = `
precision mediump float;
varying vec4 paint;
void main() { gl_FragColor = vec4(paint.rgb * paint.a, paint.a); }`

/** A painter for a canvas; undefined where the browser has no WebGL, or gives up its context. */
export function openPainter(canvas) {
  const gl = canvas.getContext('webgl', { antialias: true, premultipliedAlpha: true })
  if (!gl) return undefined
  const points = program(gl, POINT_VERTEX, POINT_FRAGMENT)
  const lines = program(gl, LINE_VERTEX, LINE_FRAGMENT)
  if (!points || !lines) return undefined
  const buffers = { points: gl.createBuffer(), lines: gl.createBuffer() }
  let counts = { points: 0, lines: 0 }
  gl.enable(gl.BLEND)
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
  return {
    /**
     * @param {Float32Array} dots eight numbers each: x, y, size (of keys in pixels, of accounts a factor), shape, red, green, blue, opacity
     * @param {Float32Array} strokes six numbers an end: x, y, red, green, blue, opacity
     */
    load(dots, strokes) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffers.points)
      gl.bufferData(gl.ARRAY_BUFFER, dots, gl.DYNAMIC_DRAW)
      gl.bindBuffer(gl.ARRAY_BUFFER, buffers.lines)
      gl.bufferData(gl.ARRAY_BUFFER, strokes, gl.DYNAMIC_DRAW)
      counts = { points: dots.length / 8, lines: strokes.length / 6 }
    },
    /**
     * Draws what was loaded as a camera sees it: its middle, and pixels per unit.
     * @param {boolean} whole with the lines; without them it is quick even where the processor draws
     */
    paint({ x, y, zoom }, { width, height, scale }, paper, whole) {
      gl.viewport(0, 0, canvas.width, canvas.height)
      gl.clearColor(0, 0, 0, 0)
      gl.clear(gl.COLOR_BUFFER_BIT)
      const view = (used) => {
        gl.uniform2f(gl.getUniformLocation(used, 'middle'), x, y)
        gl.uniform2f(gl.getUniformLocation(used, 'zoom'), (2 * zoom) / width, (-2 * zoom) / height)
      }
      gl.useProgram(lines)
      view(lines)
      attributes(gl, lines, buffers.lines, [
        ['place', 2],
        ['colour', 4],
      ])
      if (whole) gl.drawArrays(gl.LINES, 0, counts.lines)
      gl.useProgram(points)
      view(points)
      gl.uniform1f(gl.getUniformLocation(points, 'dots'), scale)
      gl.uniform1f(gl.getUniformLocation(points, 'near'), zoom)
      gl.uniform3f(gl.getUniformLocation(points, 'paper'), ...paper)
      attributes(gl, points, buffers.points, [
        ['place', 2],
        ['size', 1],
        ['shape', 1],
        ['colour', 4],
      ])
      gl.drawArrays(gl.POINTS, 0, counts.points)
    },
    /** Waits until all is drawn: reading a dot back cannot be answered before. */
    finish() {
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
    },
  }
}

function program(gl, vertex, fragment) {
  const made = gl.createProgram()
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ]) {
    const shader = gl.createShader(kind)
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(made, shader)
  }
  gl.linkProgram(made)
  return gl.getProgramParameter(made, gl.LINK_STATUS) ? made : undefined
}

function attributes(gl, used, buffer, parts) {
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  const stride = 4 * parts.reduce((sum, [, size]) => sum + size, 0)
  let offset = 0
  for (const [name, size] of parts) {
    const at = gl.getAttribLocation(used, name)
    gl.enableVertexAttribArray(at)
    gl.vertexAttribPointer(at, size, gl.FLOAT, false, stride, offset)
    offset += 4 * size
  }
}
