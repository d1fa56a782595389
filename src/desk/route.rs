//! A smarthost as somebody typed it: judged before it is kept, its password sealed apart.

use crate::{
    domain::{
        ip_net::IpNet,
        origin::host_key,
        settings::{Smarthost, SmarthostSecurity},
        smarthost::{SmarthostError, SmarthostPassword},
    },
    store::{self, StoreError, View, WriteTx, seal::Key},
};

use super::problem::{Fault, Problem};

/// Most characters of a user name or a password.
const SECRET_CHARS: usize = 500;

/// A smarthost to be used.
#[derive(Clone)]
pub struct RouteEdit {
    pub security: SmarthostSecurity,
    pub host: String,
    pub port: u16,
    /// Empty when it asks for no sign-in.
    pub user: String,
    /// None keeps the one that is there; it goes to no other server and for no other user.
    pub password: Option<String>,
}

// The password is not for logs.
impl std::fmt::Debug for RouteEdit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RouteEdit")
            .field("security", &self.security)
            .field("host", &self.host)
            .field("port", &self.port)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// What the fields of a smarthost are called where it is typed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub security: &'static str,
    pub host: &'static str,
    pub port: &'static str,
    pub user: &'static str,
    pub password: &'static str,
}

/// A smarthost that may be used, and what becomes of its password.
pub(super) struct Judged {
    pub smarthost: Smarthost,
    /// The inner None removes it; None keeps it.
    pub password: Option<Option<String>>,
}

impl Judged {
    /// Writes the password where it belongs.
    pub(super) fn keep(
        &self,
        tx: &mut WriteTx<'_>,
        key: &Key,
        name: &str,
    ) -> Result<(), StoreError> {
        match &self.password {
            Some(password) => {
                let plain = password.as_deref().map(str::as_bytes);
                store::settings::put_secret(tx, key, name, plain)
            }
            None => Ok(()),
        }
    }
}

/// True if a password is kept that this key opens.
pub(super) fn has_password(view: &impl View, key: &Key, name: &str) -> Result<bool, StoreError> {
    match store::settings::secret(view, key, name) {
        // It has to be typed again anyhow.
        Err(StoreError::Sealed) => Ok(false),
        secret => Ok(secret?.is_some()),
    }
}

/// The password that is kept under a name is meant for this smarthost.
pub(super) struct Kept<'a>(pub Option<&'a Smarthost>);

/// Judges a smarthost. A password that is kept is not sent to another server than it was typed
/// for: whoever may change the server could read it there.
///
/// # Errors
/// [`Problem::Field`] names the field.
pub(super) fn judge(
    edit: &RouteEdit,
    kept: &Kept<'_>,
    allowed: &[IpNet],
    fields: &Fields,
) -> Result<Judged, Problem> {
    let host = edit.host.trim();
    if host.is_empty() {
        return Err(Problem::field(fields.host, Fault::Empty));
    }
    let wrong_host = Problem::field(fields.host, Fault::Smarthost(SmarthostError::Host));
    let host = host_key(host).ok_or(wrong_host)?;
    if edit.port == 0 {
        let fault = Fault::Smarthost(SmarthostError::Port);
        return Err(Problem::field(fields.port, fault));
    }
    let user = line(edit.user.trim(), fields.user)?;
    let new = edit.password.as_deref().filter(|text| !text.is_empty());
    let new = new.map(|text| line(text, fields.password)).transpose()?;
    let smarthost = Smarthost {
        security: edit.security,
        host,
        port: edit.port,
        user,
    };
    let same = kept.0 == Some(&smarthost);
    let password = if new.is_some() || (same && !smarthost.user.is_empty()) {
        SmarthostPassword::Given
    } else {
        SmarthostPassword::Absent
    };
    smarthost.check(password, allowed).map_err(|error| {
        let field = match error {
            SmarthostError::PlainPassword => fields.security,
            SmarthostError::UserMissing => fields.user,
            SmarthostError::PasswordMissing => fields.password,
            _ => fields.host,
        };
        Problem::field(field, Fault::Smarthost(error))
    })?;
    let password = match new {
        Some(new) => Some(Some(new)),
        None if password == SmarthostPassword::Given => None,
        None => Some(None),
    };
    Ok(Judged {
        smarthost,
        password,
    })
}

fn line(text: &str, field: &'static str) -> Result<String, Problem> {
    if text.chars().any(char::is_control) {
        return Err(Problem::field(field, Fault::Line));
    }
    if text.chars().count() > SECRET_CHARS {
        return Err(Problem::field(field, Fault::TooLong(SECRET_CHARS)));
    }
    Ok(text.to_owned())
}

/// A smarthost in an audit line; never its password.
pub(super) fn described(smarthost: Option<&Smarthost>) -> String {
    let Some(it) = smarthost else {
        return String::new();
    };
    let at = if it.user.is_empty() { "" } else { "@" };
    let (security, user, host, port) = (it.security.word(), &it.user, &it.host, it.port);
    format!("{security} {user}{at}{host}:{port}")
}
