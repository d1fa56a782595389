//! API tokens: made once, shown once, stored as a hash. None may more than whoever makes it, and
//! none that another token made or changed lasts longer than that one.

use std::sync::Arc;

use crate::{
    domain::{
        address::EmailAddress,
        audit::{Act, Changed, note},
        change::Change,
        credential::{ApiToken, Scope, SecretHash},
        id::{ApiTokenId, UndoId, UserId},
        right::{Right, Rights},
        time::Timestamp,
        undo::{Inverse, Undone},
    },
    store::{self, View, WriteTx},
};

use super::{
    Desk,
    access::UserDesk,
    mint,
    people::{clean, note_new, within_reach},
    problem::{Fault, Problem},
    undo::offer,
    warrant::Warrant,
};

/// What every token begins with, so that scanners find one that leaked.
pub const PREFIX: &str = "gui_";

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub owner: UserId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub expires: Option<Timestamp>,
}

/// What to change of a token; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct TokenEdit {
    pub name: Option<String>,
    pub scopes: Option<Vec<Scope>>,
    /// The inner None works until it is revoked.
    pub expires: Option<Option<Timestamp>>,
}

impl Desk {
    /// Makes a token with every scope for a user, who owns the data folder; it cannot be shown again.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user; [`Problem::Field`] for one who is deactivated.
    pub fn token_create(
        self: &Arc<Self>,
        owner: &EmailAddress,
        name: &str,
        now: Timestamp,
    ) -> Result<String, Problem> {
        let user = self.user_by_email(owner)?.ok_or(Problem::NotFound)?;
        let new = NewToken {
            owner: user.id,
            name: name.to_owned(),
            scopes: vec![Scope::All],
            expires: None,
        };
        let (token, _) = self.token_make(&Warrant::command_line(), new, now)?;
        Ok(token)
    }

    /// Makes a token and returns it with its record; it cannot be shown again.
    ///
    /// # Errors
    /// As [`UserDesk::token_make`].
    pub fn token_make(
        &self,
        warrant: &Warrant,
        new: NewToken,
        now: Timestamp,
    ) -> Result<(String, ApiToken), Problem> {
        let name = clean(&new.name, "name")?;
        if new.scopes.is_empty() {
            return Err(Problem::field("scopes", Fault::Empty));
        }
        check_end(new.expires, now)?;
        let token = format!("{PREFIX}{}", mint::long_secret());
        let (hash, warrant) = (mint::hash(&token), warrant.clone());
        let made = self.store.write(move |tx| {
            let acting = keeper(tx, &warrant)?;
            reach(tx, &warrant, new.owner, "user")?;
            within_scopes(&warrant, &new.scopes, "scopes")?;
            let owner = store::user::get(tx, new.owner)?.ok_or(Problem::NotFound)?;
            if !owner.active {
                return Err(Problem::field("user", Fault::Inactive));
            }
            let record = ApiToken {
                id: ApiTokenId(tx.next("api_token")?),
                user: new.owner,
                name: name.clone(),
                scopes: new.scopes.clone(),
                created: now,
                expires: new.expires,
                used: None,
            };
            within_end(acting.as_ref(), &record)?;
            store::api_token::put(tx, &hash, &record)?;
            let mut changes = described(&record);
            note_new(&mut changes, "user", owner.email.as_str());
            warrant.record(tx, Act::TokenMade, &record.name, changes, now)?;
            tx.change(Change::Settings)?;
            Ok::<_, Problem>(record)
        })?;
        Ok((token, made))
    }
}

impl UserDesk {
    /// Makes a token and returns it with its record; it cannot be shown again.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; [`Problem::NotFound`] for an owner who is not there
    /// or not theirs to act for.
    pub fn token_make(&self, new: NewToken, now: Timestamp) -> Result<(String, ApiToken), Problem> {
        self.desk().token_make(self.warrant(), new, now)
    }

    /// Refuses who comes through a token that has nothing to do with tokens.
    ///
    /// # Errors
    /// [`Problem::NotFound`]: there is nothing here for it.
    pub fn keeps_tokens(&self) -> Result<(), Problem> {
        keeper(&self.desk().store.read()?, self.warrant()).map(drop)
    }

    /// Reads the tokens that this person may see: all with the right to manage people, else theirs.
    ///
    /// # Errors
    /// [`Problem::NotFound`] through a token that has nothing to do with tokens.
    pub fn tokens(&self) -> Result<Vec<ApiToken>, Problem> {
        let view = self.desk().store.read()?;
        keeper(&view, self.warrant())?;
        let all = store::api_token::all(&view)?;
        let mine = |token: &ApiToken| self.may(Right::People) || token.user == self.user().id;
        let mut tokens: Vec<ApiToken> = all
            .into_iter()
            .map(|(_, token)| token)
            .filter(mine)
            .collect();
        tokens.sort_by_key(|token| token.id);
        Ok(tokens)
    }

    /// Reads one token that this person may see.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that is not there or not theirs.
    pub fn token(&self, id: ApiTokenId) -> Result<ApiToken, Problem> {
        let found = self.tokens()?.into_iter().find(|token| token.id == id);
        found.ok_or(Problem::NotFound)
    }

    /// Changes a token.
    ///
    /// # Errors
    /// As [`UserDesk::token_make`].
    pub fn token_edit(
        &self,
        id: ApiTokenId,
        edit: TokenEdit,
        now: Timestamp,
    ) -> Result<ApiToken, Problem> {
        if let Some(expires) = edit.expires {
            check_end(expires, now)?;
        }
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            let acting = keeper(tx, &warrant)?;
            let (hash, mut token) = find(tx, id)?;
            reach(tx, &warrant, token.user, "token")?;
            within_scopes(&warrant, &token.scopes, "token")?;
            let (before, could) = (described(&token), token.rights());
            if let Some(name) = &edit.name {
                token.name = clean(name, "name")?;
            }
            if let Some(scopes) = &edit.scopes {
                if scopes.is_empty() {
                    return Err(Problem::field("scopes", Fault::Empty));
                }
                within_scopes(&warrant, scopes, "scopes")?;
                token.scopes.clone_from(scopes);
            }
            if let Some(expires) = edit.expires {
                token.expires = expires;
            }
            // Rights that are lent for a while are not kept in a token that stays.
            if edit.expires.is_some() || !token.rights().within(could) {
                within_end(acting.as_ref(), &token)?;
            }
            store::api_token::put(tx, &hash, &token)?;
            let mut changes = Vec::new();
            for (old, new) in before.iter().zip(described(&token)) {
                note(&mut changes, &new.field, &old.new, &new.new);
            }
            if !changes.is_empty() {
                warrant.record(tx, Act::TokenChanged, &token.name, changes, now)?;
                tx.change(Change::Settings)?;
            }
            Ok(token)
        })
    }

    /// Revokes a token at once. The answer takes it back.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that is not there or not theirs.
    pub fn token_revoke(&self, id: ApiTokenId, now: Timestamp) -> Result<Option<UndoId>, Problem> {
        let warrant = self.warrant().clone();
        self.desk().store.write(move |tx| {
            keeper(tx, &warrant)?;
            let (hash, token) = find(tx, id)?;
            reach(tx, &warrant, token.user, "token")?;
            within_scopes(&warrant, &token.scopes, "token")?;
            store::api_token::remove(tx, &hash)?;
            warrant.record(tx, Act::TokenRevoked, &token.name, Vec::new(), now)?;
            tx.change(Change::Settings)?;
            let name = token.name.clone();
            let inverse = Inverse::TokenRestore { hash, token };
            Ok(offer(tx, &warrant, &name, inverse, now)?)
        })
    }
}

/// Brings a revoked token back: the same secret works again.
pub(super) fn restore(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    (hash, token): (&SecretHash, &ApiToken),
    now: Timestamp,
) -> Result<Undone, Problem> {
    let acting = keeper(tx, warrant)?;
    reach(tx, warrant, token.user, "token")?;
    within_scopes(warrant, &token.scopes, "scopes")?;
    within_end(acting.as_ref(), token)?;
    let owner = store::user::get(tx, token.user)?.filter(|user| user.active);
    owner.ok_or(Problem::NotFound)?;
    store::api_token::put(tx, hash, token)?;
    let changes = described(token);
    warrant.record(tx, Act::TokenRestored, &token.name, changes, now)?;
    tx.change(Change::Settings)?;
    Ok(Undone {
        subject: token.name.clone(),
        ..Undone::default()
    })
}

/// The token that somebody acts through; refuses one that has nothing to do with tokens, as if
/// there were none.
fn keeper(view: &impl View, warrant: &Warrant) -> Result<Option<ApiToken>, Problem> {
    match warrant.token(view)? {
        Some(token) if !token.keeps_tokens() => Err(Problem::NotFound),
        acting => Ok(acting),
    }
}

/// Refuses a token that lasts longer than the one that makes or changes it.
fn within_end(acting: Option<&ApiToken>, token: &ApiToken) -> Result<(), Problem> {
    if acting.is_none_or(|acting| token.ends_with(acting)) {
        Ok(())
    } else {
        Err(Problem::field("expires_at", Fault::Outlives))
    }
}

/// Refuses to act for an owner: for oneself it takes the API's right, for others the right to
/// manage people, and never goes beyond one's own rights.
fn reach(
    view: &impl View,
    warrant: &Warrant,
    owner: UserId,
    field: &'static str,
) -> Result<(), Problem> {
    if warrant.user() == Some(owner) {
        return warrant.admit(view, Right::Api).map(drop);
    }
    // Who may not manage people is not told whose token it is.
    let actor = warrant
        .admit(view, Right::People)
        .map_err(|_| Problem::NotFound)?;
    let user = store::user::get(view, owner)?.ok_or(Problem::NotFound)?;
    within_reach(view, &actor, &user, field)
}

/// Refuses scopes beyond those of the token that somebody acts through. What the owner may is asked
/// at each use.
fn within_scopes(warrant: &Warrant, scopes: &[Scope], field: &'static str) -> Result<(), Problem> {
    let asked = scopes
        .iter()
        .fold(Rights::NONE, |sum, scope| sum.union(scope.rights()));
    if asked.within(warrant.limit()) {
        Ok(())
    } else {
        Err(Problem::field(field, Fault::BeyondYou))
    }
}

fn check_end(expires: Option<Timestamp>, now: Timestamp) -> Result<(), Problem> {
    if expires.is_some_and(|expires| expires <= now) {
        return Err(Problem::field("expires_at", Fault::Past));
    }
    Ok(())
}

fn find(view: &impl View, id: ApiTokenId) -> Result<(SecretHash, ApiToken), Problem> {
    store::api_token::all(view)?
        .into_iter()
        .find(|(_, token)| token.id == id)
        .ok_or(Problem::NotFound)
}

/// What an audit line says of a token: never the token.
fn described(token: &ApiToken) -> Vec<Changed> {
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.word()).collect();
    let expires = token.expires.map(Timestamp::rfc3339).unwrap_or_default();
    let mut fields = Vec::new();
    note_new(&mut fields, "name", &token.name);
    note_new(&mut fields, "scopes", &scopes.join(", "));
    note_new(&mut fields, "expires_at", &expires);
    fields
}
