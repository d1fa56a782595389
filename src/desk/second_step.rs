//! The second step of signing in. Switched off here for who lost it.

use crate::{
    domain::{
        audit::Act, change::Change, credential::Device, id::UserId, right::Right, time::Timestamp,
        user::User,
    },
    store,
};

use super::{
    Desk,
    people::within_reach,
    problem::Problem,
    warrant::{Warrant, label},
};

/// The name of somebody's sealed seed among the secrets.
#[must_use]
pub fn seed_name(id: UserId) -> String {
    format!("user.{id}.totp")
}

impl Desk {
    /// Switches somebody's second step off: for who lost app and recovery codes.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] for somebody who may more.
    pub fn second_step_reset(
        &self,
        warrant: &Warrant,
        id: UserId,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let warrant = warrant.clone();
        self.store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let user = store::user::get(tx, id)?.ok_or(Problem::NotFound)?;
            within_reach(tx, &access, &user, "user")?;
            store::settings::forget_secret(tx, &seed_name(id))?;
            if user.second_step.is_none() {
                return Ok(());
            }
            // No browser stays trusted with a step that the next seed begins anew.
            for (hash, device) in store::device::all(tx)? {
                if device.user == id {
                    let trusted_until = None;
                    let device = Device {
                        trusted_until,
                        ..device
                    };
                    store::device::put(tx, &hash, &device)?;
                }
            }
            let second_step = None;
            let user = User {
                second_step,
                ..user
            };
            store::user::put(tx, &user)?;
            warrant.record(tx, Act::SecondStepOff, &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok(())
        })
    }
}
