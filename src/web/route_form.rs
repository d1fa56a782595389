//! The fields of a smarthost in a form: read, and drawn again. A password only goes in.

use crate::{
    desk::{problem::Fault, route::RouteEdit},
    domain::{
        settings::{Smarthost, SmarthostSecurity},
        smarthost::SmarthostError,
    },
};

use super::{error::WebError, form::Form, view::route::RouteForm};

/// Reads the fields that begin with `name`.
///
/// # Errors
/// [`WebError::Field`] names the field that cannot be read at all.
pub fn read(form: &Form, name: &str) -> Result<RouteEdit, WebError> {
    let text = |field: &str| form.text(&format!("{name}.{field}")).to_owned();
    let wrong = |field: &str, fault| WebError::Field {
        field: format!("{name}.{field}"),
        fault,
    };
    let security = SmarthostSecurity::from_word(&text("security"));
    let security = security.ok_or_else(|| wrong("security", Fault::Unknown))?;
    let port = match text("port").as_str() {
        "" => security.default_port(),
        port => port
            .parse()
            .map_err(|_| wrong("port", Fault::Smarthost(SmarthostError::Port)))?,
    };
    let password = form.get(&format!("{name}.password"));
    Ok(RouteEdit {
        security,
        host: text("host"),
        port,
        user: text("user"),
        password: password.filter(|text| !text.is_empty()).map(str::to_owned),
    })
}

/// Draws the fields as they were typed, but for the password; whether one is kept says the caller.
#[must_use]
pub fn typed(form: &Form, name: &'static str, chosen: &str) -> RouteForm {
    let text = |field: &str| form.text(&format!("{name}.{field}")).to_owned();
    RouteForm {
        name,
        chosen: form.text(name) == chosen,
        security: text("security"),
        host: text("host"),
        port: text("port"),
        user: text("user"),
        has_password: false,
    }
}

/// Draws the fields as they are kept; whether a password is says the caller.
#[must_use]
pub fn kept(smarthost: Option<&Smarthost>, name: &'static str) -> RouteForm {
    let security = smarthost.map_or(SmarthostSecurity::Tls, |it| it.security);
    RouteForm {
        name,
        chosen: smarthost.is_some(),
        security: security.word().to_owned(),
        host: smarthost.map_or_else(String::new, |it| it.host.clone()),
        port: smarthost.map_or_else(String::new, |it| it.port.to_string()),
        user: smarthost.map_or_else(String::new, |it| it.user.clone()),
        has_password: false,
    }
}
