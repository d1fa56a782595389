//! What goes wrong at a door. Outside: a fixed text and a number; the cause goes to the log.

use poem::http::StatusCode;

use crate::{
    desk::{
        HashError, Stopping,
        access::Denied,
        mint,
        problem::{Fault, Problem},
    },
    domain::{id::ActivityId, rule::fault::WrongAt, token::base32},
};

/// Why a request is not answered as it wished.
#[derive(Clone, Debug)]
pub enum WebError {
    /// Not understood at all.
    BadRequest,
    /// Sign in first.
    SignedOut,
    Forbidden,
    /// There is nothing, or nothing for this person.
    NotFound,
    /// A set-up link that was used or is too old.
    LinkExpired,
    /// The form did not come from a page of ours, or that page is too old.
    FormToken,
    MethodNotAllowed,
    TooLarge,
    /// Something newer exists.
    Stale {
        newest: ActivityId,
    },
    Field {
        field: String,
        fault: Fault,
    },
    /// A rule that cannot be kept as it is written.
    Rule(Vec<WrongAt>),
    /// A body that does not fit the API's schema, in words.
    Schema {
        field: Option<String>,
        detail: String,
    },
    /// Several hosts, of which a proxy before us may have believed another one.
    Hosts,
    /// A host that is not ours.
    WrongHost,
    Unavailable,
    /// Our own fault, under a number in the log.
    Internal {
        reference: String,
    },
}

impl WebError {
    /// The same of a rule that stands inside of a larger document.
    #[must_use]
    pub fn inside(self, key: &str) -> Self {
        match self {
            Self::Rule(wrong) => {
                let moved = wrong.into_iter().map(|it| WrongAt {
                    path: match it.path.as_str() {
                        "" => key.to_owned(),
                        path => format!("{key}.{path}"),
                    },
                    ..it
                });
                Self::Rule(moved.collect())
            }
            other => other,
        }
    }

    /// The status line of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest | Self::Hosts => StatusCode::BAD_REQUEST,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::FormToken => StatusCode::FORBIDDEN,
            Self::NotFound | Self::LinkExpired => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Stale { .. } => StatusCode::CONFLICT,
            Self::Field { .. } | Self::Rule(_) | Self::Schema { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Writes the cause to the log under a number and keeps the number.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let reference = base32(&mint::bytes::<5>());
        tracing::error!(reference = %reference, error = %cause, "a request failed here");
        Self::Internal { reference }
    }
}

impl From<Problem> for WebError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NotFound => Self::NotFound,
            Problem::Forbidden => Self::Forbidden,
            Problem::Field { field, fault } => Self::Field {
                field: field.to_owned(),
                fault,
            },
            Problem::Rule(wrong) => Self::Rule(wrong),
            Problem::Stale { newest } => Self::Stale { newest },
            Problem::Stopping(error) => error.into(),
            Problem::Store(error) if error.is_passing() => {
                tracing::error!(error = %error, "the store cannot write");
                Self::Unavailable
            }
            Problem::Store(error) => Self::internal(error),
        }
    }
}

impl From<HashError> for WebError {
    fn from(_: HashError) -> Self {
        Self::Unavailable
    }
}

impl From<Stopping> for WebError {
    fn from(_: Stopping) -> Self {
        Self::Unavailable
    }
}

impl From<Denied> for WebError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::SignedOut => Self::SignedOut,
            // What one may not see answers like what does not exist.
            Denied::Forbidden => Self::NotFound,
            Denied::Store(error) => Problem::from(error).into(),
        }
    }
}
