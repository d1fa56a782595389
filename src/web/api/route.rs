//! The one shape of a smarthost: `null` or `{"security","host","port","user"}`. Its password only
//! goes in.

use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::{
    desk::{problem::Fault, route::RouteEdit},
    domain::settings::{Smarthost, SmarthostSecurity},
    web::error::WebError,
};

/// A smarthost as a program writes it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteIn {
    security: String,
    host: String,
    /// That of the security unless given.
    port: Option<u16>,
    #[serde(default)]
    user: String,
    password: Option<String>,
}

/// Writes a smarthost.
#[must_use]
pub fn write(smarthost: Option<&Smarthost>) -> Value {
    smarthost.map_or(Value::Null, |it| {
        json!({
            "security": it.security.word(),
            "host": it.host,
            "port": it.port,
            "user": it.user,
        })
    })
}

/// Reads a smarthost; `name` is the field that it stands in.
///
/// # Errors
/// [`WebError::Field`] if its security is no word of ours.
pub fn read(route: RouteIn, name: &str) -> Result<RouteEdit, WebError> {
    let security = SmarthostSecurity::from_word(&route.security);
    let security = security.ok_or_else(|| WebError::Field {
        field: format!("{name}.security"),
        fault: Fault::Unknown,
    })?;
    Ok(RouteEdit {
        security,
        host: route.host,
        port: route.port.unwrap_or_else(|| security.default_port()),
        user: route.user,
        password: route.password,
    })
}

/// Tells a field that is there and null from one that is not there.
///
/// # Errors
/// What the inner type refuses.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}
