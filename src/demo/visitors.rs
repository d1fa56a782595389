//! While a demo runs, somebody writes from time to time, so that the lists are seen to move.
//! Bounded: a demo that is forgotten does not fill the disk.

use std::{net::SocketAddr, sync::Arc};

use crate::{
    base::clock::Clock,
    desk::{Desk, problem::Problem},
    domain::{
        id::{ActivityId, TicketId},
        query::Query,
        ticket::Status,
        user::Language,
    },
};

use super::{
    DemoError,
    dice::Dice,
    mailbag::{answer, first},
    organization,
    postman::{Posted, Postman},
    samples::{Customer, Samples},
    story::{Thread, fill, words},
};

/// Most mails of one start.
pub const MOST: usize = 200;
/// Waiting tickets of which one is answered.
const WAITING: usize = 20;

/// Writes a mail every 20 to 40 seconds, at most [`MOST`]; ends when the future is dropped.
pub async fn write(desk: Arc<Desk>, clock: Clock, receiver: SocketAddr, samples: Samples) {
    let seed = u64::try_from(clock.now().0).unwrap_or(1);
    let mut dice = Dice::new(seed);
    for number in 0..MOST {
        tokio::time::sleep(dice.between(20, 40)).await;
        if let Err(error) = one(&desk, &clock, receiver, &samples, &mut dice, number).await {
            tracing::warn!(error = %error, "a sample mail was not delivered");
        }
    }
}

/// Writes one mail: a new request, or one time in three an answer to a ticket that waits.
///
/// # Errors
/// What the receiver or the desk said.
pub async fn one(
    desk: &Arc<Desk>,
    clock: &Clock,
    receiver: SocketAddr,
    samples: &Samples,
    dice: &mut Dice,
    number: usize,
) -> Result<(), DemoError> {
    let answered = if dice.percent(33) {
        follow_up(desk, clock, samples, dice, number)?
    } else {
        None
    };
    let fresh = || request(clock, samples, dice, number);
    let Some(mail) = answered.or_else(fresh) else {
        return Ok(());
    };
    let mut postman = Postman::new(receiver);
    postman.deliver(&mail).await?;
    postman.leave().await;
    Ok(())
}

fn request(clock: &Clock, samples: &Samples, dice: &mut Dice, number: usize) -> Option<Posted> {
    let customer = dice.pick(&samples.customers)?.clone();
    let language: Language = customer.language;
    let request = dice.pick(samples.requests(language))?.clone();
    let subject = fill(request.subject, samples, language, dice);
    let words = words(samples, &customer, &request.body, dice);
    Some(first(&customer, &subject, &words, clock.now(), number))
}

fn follow_up(
    desk: &Arc<Desk>,
    clock: &Clock,
    samples: &Samples,
    dice: &mut Dice,
    number: usize,
) -> Result<Option<Posted>, DemoError> {
    let admin = samples.people.first().ok_or(Problem::NotFound)?;
    let admin = organization::act_for(desk, admin)?;
    let query = Query {
        status: vec![Status::Waiting],
        ..Query::default()
    };
    let waiting = admin.ticket_list(&query, None, WAITING)?.lines;
    let of_sample = |email: &str| samples.customers.iter().find(|known| known.email == email);
    let mut known: Vec<(TicketId, &Customer)> = Vec::new();
    for line in &waiting {
        let addresses = line
            .customer
            .iter()
            .flat_map(|customer| &customer.addresses);
        let writer = addresses
            .into_iter()
            .find_map(|address| of_sample(address.as_str()));
        known.extend(writer.map(|writer| (line.ticket.id, writer)));
    }
    let Some((id, customer)) = dice.pick(&known).copied() else {
        return Ok(None);
    };
    let view = admin.ticket_view(id, ActivityId(0))?;
    let text = dice.pick(samples.manners("follow", customer.language));
    let words = words(samples, customer, text.unwrap_or(&""), dice);
    Ok(Some(answer(
        &view,
        customer,
        &words,
        Thread::Whole,
        clock.now(),
        number,
    )))
}
