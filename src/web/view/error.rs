//! The page that says what went wrong, and nothing that helps an attacker.

use serde::Serialize;

/// `error.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorPage {
    /// The HTTP status.
    pub status: u16,
    pub failure: Failure,
    /// The number under which the log holds the cause; only for `failed`.
    pub reference: Option<String>,
    /// Where the main button leads: `/`, or the desk's own address for `misdirected`.
    pub home_url: String,
}

/// What went wrong, in words that the locale has (`error-<word>-title`, `error-<word>-text`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// 400: a request that the desk cannot read.
    BadRequest,
    /// 404, also for what one may not see.
    NotFound,
    /// 403: signed in, but without the right.
    Forbidden,
    /// 403: a form without its token, or older than the session.
    FormExpired,
    /// 404 or 410: a set-up link that was used or is too old.
    LinkExpired,
    /// 409: changed by somebody else meanwhile.
    Conflict,
    /// 413: more than the desk takes.
    TooLarge,
    /// 421: another host than the desk's own.
    Misdirected,
    /// 422: a value that cannot be.
    Unprocessable,
    /// 429.
    TooMany,
    /// 503: stopping, or too busy.
    Busy,
    /// 500.
    Failed,
}
