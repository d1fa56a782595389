//! API tokens: made once, shown once, stored as a hash.

use std::sync::Arc;

use crate::{
    domain::{address::EmailAddress, credential::ApiToken, id::ApiTokenId, time::Timestamp},
    store,
};

use super::{Desk, mint, people, problem::Problem};

/// What every token begins with, so that scanners find one that leaked.
pub const PREFIX: &str = "gui_";

impl Desk {
    /// Makes a token for a user and returns it; it cannot be shown again.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such active user.
    pub fn token_create(
        self: &Arc<Self>,
        owner: &EmailAddress,
        name: &str,
        now: Timestamp,
    ) -> Result<String, Problem> {
        let name = people::clean(name, "name")?;
        let token = format!("{PREFIX}{}", mint::long_secret());
        let hash = mint::hash(&token);
        let owner = owner.clone();
        self.store.write(move |tx| {
            let user = store::user::by_email(tx, &owner)?.filter(|user| user.active);
            let user = user.ok_or(Problem::NotFound)?;
            let id = ApiTokenId(tx.next("api_token")?);
            let record = ApiToken {
                id,
                user: user.id,
                name: name.clone(),
                created: now,
            };
            store::api_token::put(tx, &hash, &record)?;
            Ok::<_, Problem>(())
        })?;
        Ok(token)
    }
}
