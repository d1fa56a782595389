//! The address that answers to what was forwarded come by: a forward's own, for as long as there is
//! its ticket.

use std::time::Duration;

use guichet::{domain::token::AddressToken, store};

use super::{
    comes_back::{answer, own_address},
    *,
};
use crate::world::{NOW, play_still};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn back(sent: &[u8]) -> String {
    bare(&header(sent, "Reply-To")).to_owned()
}

/// True if the desk knows the address still.
fn known(world: &World, back: &str) -> bool {
    let (local, _) = back.split_once('@').unwrap();
    let token = AddressToken::parse(local.strip_prefix("support+t").unwrap()).unwrap();
    let view = world.desk().store().read().unwrap();
    store::forward::by_token(&view, &token).unwrap().is_some()
}

async fn post(world: &World, path: &str, document: &Value) {
    world.api().post(path, document).await.expect(200);
}

/// How the newest mail of a ticket came in.
async fn newest(world: &World, number: u64) -> (String, String) {
    let whole = world.api().ticket(number).await;
    let mails = mails(&whole);
    let mail = mails.last().unwrap();
    let text = |name: &str| mail[name].as_str().unwrap().to_owned();
    (text("sender"), text("text"))
}

fn told(sender: &str, text: &str) -> (String, String) {
    (sender.to_owned(), text.to_owned())
}

#[test]
fn each_forward_has_an_address_of_its_own() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let one = passed(world, number, first, &json!({ "to": [TONER] })).await;
        let two = passed(world, number, first, &json!({ "to": ["cy@else.example"] })).await;
        assert_ne!(back(&one), back(&two));
        let own = own_address(world, number);
        assert!(back(&one) != own && back(&two) != own);
        // To the customer alone goes nothing that makes somebody else of them.
        let three = passed(
            world,
            number,
            first,
            &json!({ "to": ["ines@cust.example"] }),
        )
        .await;
        assert_eq!(back(&three), own);
        world.send(&answer(INES, &three, "thanks")).await;
        assert_eq!(newest(world, number).await, told("known", "thanks"));
        let answered = answered(world, number, "on again?").await;
        assert_eq!(back(&answered), own);
        world.check_store();
    });
}

/// Forwards that left before each had its own bear the ticket's address.
#[test]
fn what_was_forwarded_by_the_tickets_address_comes_back_as_before() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        let own = own_address(world, number);
        world.send(&Mail::text(TONER, "lamp", "one").to(&own)).await;
        assert_eq!(newest(world, number).await, told("outside", "one"));
        let theirs = answer("cy@toner.example", &sent, "two").to(&own);
        world.send(&theirs).await;
        assert_eq!(newest(world, number).await, told("outside", "two"));
    });
}

/// Some programs answer to both.
#[test]
fn who_has_the_tickets_address_too_is_who_they_are() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        let own = own_address(world, number);
        let headers = format!("Cc: {own}\r\n");
        let both = Mail::with(INES, "lamp", &headers, "both").to(&back(&sent));
        world.send(&both).await;
        assert_eq!(newest(world, number).await, told("known", "both"));
    });
}

#[test]
fn it_follows_what_is_merged_and_what_is_taken_out_again() {
    play(async |world| {
        let one = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let two = world.ticket(&Mail::text(INES, "door", "shut")).await;
        let first = first_mail(world, one).await;
        let sent = passed(world, one, first, &json!({ "to": [TONER] })).await;
        let by_address = |text| Mail::text(INES, "lamp", text).to(&back(&sent));
        let path = format!("/api/v1/tickets/{one}/merge");
        post(world, &path, &json!({ "into": two })).await;
        world.send(&by_address("one")).await;
        assert_eq!(newest(world, two).await, told("outside", "one"));
        let path = format!("/api/v1/tickets/{two}/unmerge");
        post(world, &path, &json!({ "other": one })).await;
        world.send(&by_address("two")).await;
        assert_eq!(newest(world, one).await, told("outside", "two"));
        world.check_store();
    });
}

/// As with the ticket's own: nothing that arrives goes with what is in the bin.
#[test]
fn it_goes_with_its_ticket() {
    play_still(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        let path = format!("/api/v1/tickets/{number}");
        post(world, &format!("{path}/delete"), &json!({})).await;
        world.send(&answer(TONER, &sent, "one")).await;
        assert_eq!(world.tickets().len(), 2, "a ticket of its own");
        assert!(known(world, &back(&sent)));
        let now = NOW.plus(DAY * 31);
        world.clock.set(now);
        let tidied = world.desk().run(move |desk| desk.tidy(now));
        tidied.await.unwrap().unwrap();
        assert!(!known(world, &back(&sent)));
        world.check_store();
        world.send(&answer(TONER, &sent, "two")).await;
        assert_eq!(world.tickets().len(), 2, "a ticket of its own, twice");
    });
}

/// What is left of an erased customer's ticket keeps its way back, as it keeps its own address.
#[test]
fn it_outlives_the_customer() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        let customer = ticket(world, number).customer;
        let path = format!("/api/v1/customers/{customer}");
        let body = json!({ "address": "ines@cust.example" });
        world.api().send("DELETE", &path, &body).await.expect(200);
        crate::mail::erase::erased(world).await;
        world.check_store();
        let before = world.tickets().len();
        world.send(&answer(TONER, &sent, "pull the seal")).await;
        let there = world.tickets().iter().any(|it| it.id.0 == number);
        assert_eq!(known(world, &back(&sent)), there);
        assert_eq!(world.tickets().len(), before + usize::from(!there));
        world.check_store();
    });
}
