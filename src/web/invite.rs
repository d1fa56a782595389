//! Behind an invite: somebody new chooses a password and is in.

use crate::domain::credential::LinkPurpose;

use super::{call::Call, gate::Answer, password_link};

/// Shows the form. Looking does not burn the link: mail scanners look, too.
pub async fn invite(call: Call) -> Answer {
    password_link::show(call, LinkPurpose::Invite).await
}

/// Sets the password and signs in.
pub async fn invite_post(call: Call) -> Answer {
    password_link::set(call, LinkPurpose::Invite).await
}
