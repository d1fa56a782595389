//! A delivery report that came to a return path of ours sets the state of that delivery.
//!
//! Without the return token a report changes nothing: anybody can write one.

use crate::{
    domain::{
        delivery::{Delivery, DeliveryState},
        mailbox::Detail,
    },
    mail::bounce::{Effect, Report, effect},
    store::{self, StoreError, WriteTx},
};

use super::Arrival;
use crate::desk::deliver;

impl Arrival {
    pub(super) fn report(&self, tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
        let Some(report) = &self.mail.report else {
            return Ok(());
        };
        for recipient in &self.envelope.rcpt_to {
            let Detail::Return(token) = &recipient.detail else {
                continue;
            };
            if let Some(delivery) = store::delivery::by_return(tx, token)?
                && let Some(state) = state(&delivery, report)
            {
                deliver::set_state(tx, delivery, state, self.now)?;
            }
        }
        Ok(())
    }
}

/// What the report says of this recipient, or of its only one.
fn state(delivery: &Delivery, report: &Report) -> Option<DeliveryState> {
    let key = delivery.recipient.key();
    let about = report
        .recipients
        .iter()
        .find(|r| {
            r.final_recipient
                .as_ref()
                .is_some_and(|address| address.key() == key)
        })
        .or_else(|| report.recipients.first())?;
    let outcome = effect(about);
    match outcome.effect {
        Effect::Failed => Some(DeliveryState::Failed {
            reason: outcome.reason,
        }),
        // The other server goes on trying: ours has nothing left to do, so nothing is queued again.
        Effect::Delayed | Effect::Delivered | Effect::Relayed => None,
    }
}
