// Light that falls on a place, and what a camera of the kind makes of what comes back.
const int VISIBLE = 0;
const int NEAR_INFRARED = 1;
const int THERMAL = 2;

uniform int kind;
uniform vec3 eye;
uniform vec3 eye_forward;
uniform float ambient_temperature;
uniform vec3 sun_direction; // towards the sun
uniform vec3 sun_light;
uniform vec3 sky_light;
uniform vec3 ground_light;
uniform int lamps;
uniform vec4 lamp_places[8]; // w unused
uniform vec4 lamp_lights[8];
uniform float illuminator; // of the camera itself
uniform float exposure;
uniform vec2 frame_size;

vec3 lamps_at(vec3 n, vec3 place) {
    vec3 light = vec3(0.0);
    for (int i = 0; i < lamps; i++) {
        vec3 ray = lamp_places[i].xyz - place;
        float distance2 = dot(ray, ray);
        vec3 towards = ray * inversesqrt(distance2);
        float downward = smoothstep(0.25, 0.7, towards.z); // street lamps are shaded at the side
        light += lamp_lights[i].rgb * (max(0.0, dot(n, towards)) * downward / (1.0 + distance2));
    }
    return light;
}

float illuminator_at(vec3 n, vec3 place) {
    vec3 ray = eye - place;
    float distance2 = dot(ray, ray);
    vec3 towards = ray * inversesqrt(distance2);
    float off_axis = acos(clamp(dot(-towards, eye_forward), -1.0, 1.0));
    float beam = exp(-off_axis * off_axis / 0.24);
    return illuminator * beam * (0.08 + 0.92 * max(0.0, dot(n, towards))) / (distance2 + 60.0);
}

vec3 sky_at(vec3 n) {
    return mix(ground_light, sky_light, 0.5 + 0.5 * n.z);
}

vec3 tone(vec3 radiance) {
    vec2 off_centre = (gl_FragCoord.xy / frame_size - 0.5) * 2.0;
    float vignette = 1.0 - 0.16 * dot(off_centre, off_centre);
    vec3 x = radiance * exposure * vignette;
    x = x * (1.0 + x / 6.0) / (1.0 + x); // highlights roll off as a sensor's knee does
    // recorders show infrared pictures with more contrast than a screen's gamma has
    float gamma = kind == NEAR_INFRARED ? 1.6 : 2.2;
    return pow(clamp(x, 0.0, 1.0), vec3(1.0 / gamma));
}

vec3 seen(vec3 reflectance, vec3 n, vec3 place, float shade) {
    if (kind == NEAR_INFRARED) {
        float light = illuminator_at(n, place) + 0.25 * dot(sky_at(n), vec3(0.333)) * shade;
        return tone(reflectance * light);
    }
    vec3 light = sky_at(n) * shade + sun_light * max(0.0, dot(n, sun_direction)) + lamps_at(n, place);
    return tone(reflectance * light);
}
