//! A delivery report that came to a return path of ours sets the state of that delivery.
//!
//! Believed is only what names a secret of ours: the token of the return path, or where the
//! mailbox has no plus addresses the Message-ID that came back. Anybody can write the rest.

use crate::{
    domain::{
        delivery::{Delivery, DeliveryState},
        id::MailboxId,
        mailbox::Detail,
        message::Direction,
    },
    mail::bounce::{Effect, Report, ReportRecipient, effect},
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
            let meant = match &recipient.detail {
                Detail::Return(token) => {
                    let found = store::delivery::by_return(tx, token)?;
                    found.map(|it| (about(&it, report).or(only(report)), it))
                }
                // RFC 5321 4.5.5: a report has the null sender.
                Detail::None if self.envelope.mail_from.is_empty() => {
                    self.by_returned_id(tx, report, recipient.mailbox)?
                }
                _ => None,
            };
            if let Some((Some(about), delivery)) = meant
                && let Some(state) = state(&delivery, about)
            {
                deliver::set_state(tx, delivery, state, self.now)?;
            }
        }
        Ok(())
    }

    /// The delivery of a message that this mailbox sent under its plain address.
    fn by_returned_id<'r>(
        &self,
        tx: &WriteTx<'_>,
        report: &'r Report,
        mailbox: MailboxId,
    ) -> Result<Option<(Option<&'r ReportRecipient>, Delivery)>, StoreError> {
        let Some(id) = &report.returned_id else {
            return Ok(None);
        };
        let sent = store::message::by_msg_id(tx, id)?.filter(|it| it.direction == Direction::Out);
        let Some(sent) = sent else { return Ok(None) };
        let from_here = self.book.mailbox(mailbox).zip(sent.from.as_ref());
        let from_here = from_here.is_some_and(|(mailbox, from)| {
            let (local, domain) = (from.address.local(), from.address.domain());
            mailbox.matches(local, domain).is_some()
        });
        if !from_here {
            return Ok(None);
        }
        let mut deliveries = store::delivery::of_message(tx, sent.id)?;
        deliveries.retain(|delivery| !delivery.is_named_by_return_path());
        let named = deliveries
            .iter()
            .find_map(|it| about(it, report).map(|about| (Some(about), it.clone())));
        Ok(named.or_else(|| match deliveries.as_slice() {
            [one] => Some((only(report), one.clone())),
            _ => None,
        }))
    }
}

/// What the report says of this recipient.
fn about<'r>(delivery: &Delivery, report: &'r Report) -> Option<&'r ReportRecipient> {
    let key = delivery.recipient.key();
    let named = |address: &Option<_>| {
        let address: Option<&crate::domain::address::EmailAddress> = address.as_ref();
        address.is_some_and(|address| address.key() == key)
    };
    let mut recipients = report.recipients.iter();
    recipients.find(|r| named(&r.original_recipient) || named(&r.final_recipient))
}

/// The one recipient of a report: it was forwarded, and the other side names it otherwise.
fn only(report: &Report) -> Option<&ReportRecipient> {
    match report.recipients.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

fn state(delivery: &Delivery, about: &ReportRecipient) -> Option<DeliveryState> {
    let outcome = effect(about);
    let reason = outcome.reason;
    let new = match (outcome.effect, &delivery.state) {
        (Effect::Failed, _) => DeliveryState::Failed { reason },
        // The other server goes on trying: nothing is queued again.
        (Effect::Delayed, DeliveryState::Delivered { .. } | DeliveryState::DelayedAhead { .. }) => {
            DeliveryState::DelayedAhead { reason }
        }
        // What is still ours to try, or over, stays as it is.
        (Effect::Delayed | Effect::Delivered | Effect::Relayed, _) => return None,
    };
    (new != delivery.state).then_some(new)
}
