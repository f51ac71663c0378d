#version 330
//#include materials.glsl
//#include light.glsl
in vec3 rest;
in vec3 world;
in vec3 normal;
in float inside;
flat in int material;

uniform vec4 looks[48]; // four rows a material

out vec4 result;

Material look_of(int which) {
    vec4 a = looks[4 * which];
    vec4 b = looks[4 * which + 1];
    vec4 c = looks[4 * which + 2];
    vec4 d = looks[4 * which + 3];
    return Material(a.xyz, b.xyz, vec2(a.w, b.w), c.x, c.y, c.z, c.w + 0.0 * d.x);
}

// 0 shows the first colour, 1 the second.
float pattern_at(Material m, vec3 p) {
    if (m.pattern < 0.5) return 0.0;
    if (m.pattern < 1.5) return step(0.5, fract(p.z / m.scale));                    // hoops
    if (m.pattern < 2.5) return step(0.62, fract(p.x / m.scale + 0.5));             // stripes
    if (m.pattern < 3.5) {                                                          // checks
        return 0.5 * step(0.55, fract(p.x / m.scale)) + 0.5 * step(0.55, fract(p.z / m.scale));
    }
    if (m.pattern < 4.5) {                                                          // a print on the chest
        vec2 d = abs(vec2(p.x, p.z - 1.30)) - vec2(0.11, 0.07);
        return (p.y < -0.02 && max(d.x, d.y) < 0.0) ? 1.0 : 0.0;
    }
    if (m.pattern < 5.5) return smoothstep(0.48, 0.52, value_noise(p / m.scale));  // camouflage
    if (m.pattern < 6.5) return step(m.scale, p.z);                                 // yoke above a height
    if (m.pattern < 7.5) return (p.y < 0.0 && abs(p.x) < m.scale) ? 1.0 : 0.0;      // open front, or a zip
    if (m.pattern < 8.5) {                                                          // reflective bands
        return max(step(abs(p.z - 1.15), 0.03), step(abs(p.z - 0.45), 0.03));
    }
    vec3 cell = fract(p / m.scale) - 0.5;                                           // dots
    return step(length(cell.xz), 0.25);
}

void main() {
    if (inside < 0.0) discard;
    Material m = look_of(material);
    vec3 n = normalize(normal);
    if (!gl_FrontFacing) n = -n;
    float second = pattern_at(m, rest);
    // folds and seams: the normal leans where the cloth's height changes
    vec4 fold = noise_with_slope(rest * vec3(13.0, 13.0, 8.0));
    float here = fold.x;
    n = normalize(n - 0.22 * m.rough * fold.yzw);
    float worn = 0.88 + 0.24 * here;
    if (kind == THERMAL) {
        float edge = max(0.0, dot(n, normalize(eye - world)));
        float warmth = m.temperature + m.rough * 5.0 * (here - 0.5);
        result = vec4(mix(ambient_temperature, warmth, 0.80 + 0.20 * edge), 0.0, 0.0, 1.0);
        return;
    }
    vec3 reflectance = kind == NEAR_INFRARED
        ? vec3(mix(m.infrared.x, m.infrared.y, second))
        : mix(m.colour, m.second, second);
    // feet stand in the shade of their owner, and clothes shade what is below them
    float shade = mix(0.75, 1.0, smoothstep(0.0, 0.5, world.z));
    result = vec4(seen(reflectance * worn, n, world, shade), 1.0);
}
