//! Response headers that every answer has.

use poem::{
    Response,
    http::{HeaderName, HeaderValue},
};

/// The policy of every page: nothing from elsewhere, nothing inline.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The policy of a mail's HTML, which is shown in a frame of ours and runs nothing.
pub const MAIL_POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'none'; \
    frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// The same after the expert asked for remote images.
pub const MAIL_POLICY_REMOTE: &str = "default-src 'none'; img-src 'self' https:; style-src 'self'; \
    form-action 'none'; frame-ancestors 'self'; \
    sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

const ALWAYS: [(HeaderName, &str); 5] = [
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    // Nobody else learns our addresses. "no-referrer" would make browsers send `Origin: null` with
    // our own forms, which over plain HTTP is all that says where a form came from (Fetch 3.2).
    (HeaderName::from_static("referrer-policy"), "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// Adds what a handler did not set itself.
pub fn finish(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry("content-security-policy")
        .or_insert(HeaderValue::from_static(POLICY));
    headers
        .entry("cache-control")
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
