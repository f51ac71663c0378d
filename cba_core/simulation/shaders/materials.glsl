// What surfaces look like. A material is a row of numbers; patterns are made from positions.
struct Material {
    vec3 colour;       // visible reflectance, linear
    vec3 second;       // of the pattern's other part
    vec2 infrared;     // near-infrared reflectance of the two
    float temperature; // degrees Celsius
    float pattern;     // which pattern
    float scale;       // metres a repeat
    float rough;       // relief of the surface
};

float hash(vec3 p) {
    p = fract(p * vec3(0.1031, 0.1030, 0.0973));
    p += dot(p, p.yxz + 33.33);
    return fract((p.x + p.y) * p.z);
}

float value_noise(vec3 p) {
    vec3 i = floor(p);
    vec3 f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    return mix(
        mix(mix(hash(i), hash(i + vec3(1, 0, 0)), f.x),
            mix(hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)), f.x), f.y),
        mix(mix(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), f.x),
            mix(hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)), f.x), f.y), f.z);
}

float layered_noise(vec3 p) {
    return 0.55 * value_noise(p) + 0.3 * value_noise(2.1 * p + 7.3) + 0.15 * value_noise(4.3 * p + 1.7);
}

// Value noise and how it changes along each axis.
vec4 noise_with_slope(vec3 p) {
    vec3 i = floor(p);
    vec3 f = fract(p);
    vec3 u = f * f * (3.0 - 2.0 * f);
    vec3 du = 6.0 * f * (1.0 - f);
    float a = hash(i), b = hash(i + vec3(1, 0, 0)), c = hash(i + vec3(0, 1, 0)), d = hash(i + vec3(1, 1, 0));
    float e = hash(i + vec3(0, 0, 1)), g = hash(i + vec3(1, 0, 1)), h = hash(i + vec3(0, 1, 1)), k = hash(i + vec3(1, 1, 1));
    float x0 = b - a, y0 = c - a, z0 = e - a;
    float xy = a - b - c + d, yz = a - c - e + h, zx = a - b - e + g;
    float xyz = -a + b + c - d + e - g - h + k;
    float value = a + x0 * u.x + y0 * u.y + z0 * u.z + xy * u.x * u.y + yz * u.y * u.z + zx * u.z * u.x + xyz * u.x * u.y * u.z;
    vec3 slope = du * vec3(x0 + xy * u.y + zx * u.z + xyz * u.y * u.z,
        y0 + yz * u.z + xy * u.x + xyz * u.z * u.x, z0 + zx * u.x + yz * u.y + xyz * u.x * u.y);
    return vec4(value, slope);
}
