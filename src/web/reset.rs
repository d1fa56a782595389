//! Behind a link for a forgotten password: a new one, and every other browser is signed out.

use crate::domain::credential::LinkPurpose;

use super::{call::Call, gate::Answer, password_link};

/// Shows the form. Looking does not burn the link: mail scanners look, too.
pub async fn reset(call: Call) -> Answer {
    password_link::show(call, LinkPurpose::Reset).await
}

/// Sets the password and signs in.
pub async fn reset_post(call: Call) -> Answer {
    password_link::set(call, LinkPurpose::Reset).await
}
