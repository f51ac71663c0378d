#version 330
// The empty scene as the camera records it: reflectance times light, or temperature; with its depth.
//#include light.glsl
in vec2 at;
uniform sampler2D reflectance;
uniform sampler2D sky_part;
uniform sampler2D sun_part;
uniform sampler2D lamp_part;
uniform sampler2D depth;
uniform int is_lit; // 0 takes away the light that throws people's shadows
uniform vec3 background; // radiance, or degrees, where nothing is
out vec4 result;

void main() {
    float distance_ = texture(depth, at).r;
    gl_FragDepth = distance_;
    vec4 surface = texture(reflectance, at);
    bool is_sky = distance_ >= 1.0;
    if (kind == THERMAL) {
        result = vec4(is_sky ? background.x : surface.r, 0.0, 0.0, 1.0);
        return;
    }
    if (is_sky) {
        result = vec4(tone(background), 1.0);
        return;
    }
    vec3 sky = texture(sky_part, at).rgb;
    vec3 sun = texture(sun_part, at).rgb;
    vec3 lamps = texture(lamp_part, at).rgb;
    vec3 light = sky + sun + lamps;
    if (kind == NEAR_INFRARED) light = 0.25 * vec3(dot(sky, vec3(0.333))) + lamps;
    // without a sun the nearest of several lamps throws the shadow
    else if (is_lit == 0) light = max(sun_light.r, sun_light.g) > 0.0 ? sky + lamps : sky + 0.4 * lamps;
    vec3 radiance = surface.rgb * light;
    if (surface.a > 0.5) radiance = kind == NEAR_INFRARED ? vec3(0.8) / exposure : max(radiance, vec3(2.2, 2.0, 1.6) / exposure);
    result = vec4(tone(radiance), 1.0);
}
