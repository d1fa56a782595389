//! Answers as pages and fragments: what stands around them, and what is said when something fails.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use poem::{
    Response,
    http::{HeaderMap, StatusCode, Uri},
};
use serde::Serialize;

use crate::{
    desk::{access::UserDesk, book::Book, mint, problem::Problem},
    domain::{
        right::Right,
        time::Timestamp,
        user::{Language, Theme},
    },
};

use super::{
    Web,
    call::Call,
    draw,
    error::WebError,
    form_token::FormToken,
    gate::Answer,
    page,
    site::{self, FORM_COOKIE},
    view::{
        Section, Shell,
        error::{ErrorPage, Failure},
    },
};

/// How whatever is answered looks, known before anything else is.
#[derive(Clone, Debug)]
pub struct Look {
    pub language: Language,
    pub theme: Theme,
    /// None for a browser without a cookie of ours.
    pub form_token: Option<FormToken>,
    /// Path and query.
    pub path: String,
    pub now: Timestamp,
}

impl Look {
    /// Reads it from a request.
    #[must_use]
    pub fn of(web: &Web, headers: &HeaderMap, uri: &Uri) -> Self {
        let chosen = site::cookie(headers, "language").and_then(Language::from_word);
        let language = chosen
            .or_else(|| site::accepted_language(headers))
            .or_else(|| web.desk.book().ok().map(|book| book.language()))
            .unwrap_or_default();
        let secret = site::cookie(headers, web.site.cookie_name())
            .or_else(|| site::cookie(headers, FORM_COOKIE))
            .unwrap_or_default();
        Self {
            language,
            theme: site::cookie(headers, "theme")
                .and_then(Theme::from_word)
                .unwrap_or_default(),
            form_token: FormToken::of_cookie(secret),
            path: uri
                .path_and_query()
                .map_or("/", |path| path.as_str())
                .to_owned(),
            now: web.clock.now(),
        }
    }

    fn shell(&self, book: &Book, user: Option<&UserDesk>, section: Section, rev: u64) -> Shell {
        let settings = book.settings.as_ref();
        // A piece of a page has no rail.
        let is_page = section != Section::None;
        let reader = user.filter(|user| is_page && user.may(Right::TicketRead));
        let zone = match user {
            Some(user) => user.zone(book),
            None => book.zone().to_owned(),
        };
        Shell {
            lang: self.language,
            theme: user.map_or(self.theme, |user| user.user().theme),
            compact: user
                .filter(|_| section != Section::None)
                .and_then(|user| user.layout().ok())
                .is_some_and(|layout| layout.compact),
            now: self.now,
            zone,
            organization: book.organization().to_owned(),
            user: user.map(|user| draw::signed_in(book, user)),
            section,
            demo: settings.is_some_and(|settings| settings.demo),
            form_token: self
                .form_token
                .map_or_else(String::new, |token| token.masked(mint::bytes())),
            path: self.path.clone(),
            rev,
            mentions: reader
                .and_then(|user| user.mentions().ok())
                .map_or(0, |all| all.len()),
            unread: reader
                .and_then(|user| user.waiting_for_a_look().ok())
                .unwrap_or(0),
            notice: None,
        }
    }
}

/// Answers a whole page.
///
/// # Errors
/// [`WebError::Internal`] if the template and its struct do not fit.
pub fn page<P: Serialize>(
    call: &Call,
    user: Option<&UserDesk>,
    section: Section,
    template: &str,
    page: &P,
) -> Answer {
    let html = render(call, user, section, template, page)?;
    let builder = Response::builder()
        .content_type("text/html; charset=utf-8")
        .header("vary", "accept-encoding");
    let takes_gzip = call
        .header("accept-encoding")
        .is_some_and(|takes| takes.contains("gzip"));
    Ok(if takes_gzip {
        let bytes = gzip(html.as_bytes()).map_err(WebError::internal)?;
        builder.header("content-encoding", "gzip").body(bytes)
    } else {
        builder.body(html)
    })
}

// The level at which a page of 50 rows costs a third of a millisecond.
fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(3));
    encoder.write_all(plain)?;
    encoder.finish()
}

/// Answers a piece of a page, for script.
///
/// # Errors
/// As [`page`].
pub fn fragment<P: Serialize>(
    call: &Call,
    user: Option<&UserDesk>,
    template: &str,
    page: &P,
) -> Answer {
    self::page(call, user, Section::None, template, page)
}

/// Draws a piece of a page for an answer of another kind.
///
/// # Errors
/// As [`page`].
pub fn html<P: Serialize>(
    call: &Call,
    user: Option<&UserDesk>,
    template: &str,
    page: &P,
) -> Result<String, WebError> {
    render(call, user, Section::None, template, page)
}

fn render<P: Serialize>(
    call: &Call,
    user: Option<&UserDesk>,
    section: Section,
    template: &str,
    page: &P,
) -> Result<String, WebError> {
    let book = call.web.desk.book().map_err(Problem::from)?;
    let look = Look {
        language: call.language,
        ..call.look.clone()
    };
    let shell = Shell {
        notice: call.notice.clone(),
        ..look.shell(&book, user, section, call.rev)
    };
    page::render(&call.web.templates, template, &shell, page).map_err(WebError::internal)
}

/// Answers what went wrong as a page.
#[must_use]
pub fn error(web: &Web, look: &Look, error: &WebError) -> Response {
    if matches!(error, WebError::SignedOut) {
        let next =
            percent_encoding::utf8_percent_encode(&look.path, percent_encoding::NON_ALPHANUMERIC);
        return super::gate::see_other(&format!("/sign-in?next={next}"));
    }
    let status = error.status();
    let reference = match error {
        WebError::Internal { reference } => Some(reference.clone()),
        _ => None,
    };
    let failure = failure(error);
    let home_url = if failure == Failure::Misdirected {
        web.site.origin().to_owned()
    } else {
        "/".to_owned()
    };
    let page = ErrorPage {
        status: status.as_u16(),
        failure,
        reference,
        home_url,
    };
    let html = web
        .desk
        .book()
        .map_err(Problem::from)
        .map_err(WebError::from)
        .and_then(|book| {
            let shell = look.shell(&book, None, Section::None, 0);
            page::render(&web.templates, "error.html", &shell, &page).map_err(WebError::internal)
        });
    match html {
        Ok(html) => Response::builder()
            .status(status)
            .content_type("text/html; charset=utf-8")
            .body(html),
        // The page that says what failed fails too: the cause is in the log.
        Err(_) => Response::builder()
            .status(StatusCode::INTERNAL_SERVER_ERROR)
            .body("something failed here"),
    }
}

fn failure(error: &WebError) -> Failure {
    match error {
        WebError::BadRequest | WebError::Hosts | WebError::MethodNotAllowed => Failure::BadRequest,
        WebError::SignedOut | WebError::NotFound => Failure::NotFound,
        WebError::Forbidden => Failure::Forbidden,
        WebError::FormToken => Failure::FormExpired,
        WebError::LinkExpired => Failure::LinkExpired,
        WebError::TooLarge => Failure::TooLarge,
        WebError::Stale { .. } => Failure::Conflict,
        WebError::Field { .. } | WebError::Rule(_) | WebError::Schema { .. } => {
            Failure::Unprocessable
        }
        WebError::WrongHost => Failure::Misdirected,
        WebError::Unavailable => Failure::Busy,
        WebError::Internal { .. } => Failure::Failed,
    }
}
