//! The list of mailboxes: deleting, undoing, bringing back.

use super::check_page;
use crate::world::{MAILBOX, World, address, mail::Mail, play};

async fn add(world: &World, text: &'static str) {
    let admin = world.as_admin();
    let now = world.clock.now();
    let edit = guichet::desk::mailboxes::MailboxEdit {
        address: Some(address(text)),
        ..Default::default()
    };
    let made = world.desk().run(move |_| admin.mailbox_make(edit, now));
    made.await.unwrap().unwrap();
}

#[test]
fn a_deleted_mailbox_is_listed_apart_and_comes_back() {
    play(async |world| {
        add(world, "billing@lumen.example").await;
        let admin = world.admin().await;
        let page = check_page(&admin.get("/settings/mail").await, 200);
        assert!(
            page.one("table", &[])
                .text
                .contains("billing@lumen.example")
        );
        let answer = admin.post("/settings/mail/2/delete", &[]).await.expect(303);
        let to = answer.header("location").to_owned();
        let page = check_page(&admin.get(&to).await, 200);
        assert!(
            !page
                .one("table", &[])
                .text
                .contains("billing@lumen.example")
        );
        check_page(&admin.get("/settings/mail/2").await, 404);
        // The button of the notice.
        let id = page
            .one("input", &[("name", "id")])
            .attribute("value")
            .to_owned();
        let fields = [("id", id.as_str()), ("back", "/settings/mail")];
        admin.post("/undo", &fields).await.expect(303);
        check_page(&admin.get("/settings/mail/2").await, 200);
        // Later there is the list.
        admin.post("/settings/mail/2/delete", &[]).await.expect(303);
        let page = check_page(&admin.get("/settings/mail").await, 200);
        let action = [("action", "/settings/mail/2/restore")];
        assert_eq!(page.all("form", &action).len(), 1);
        admin
            .post("/settings/mail/2/restore", &[])
            .await
            .expect(303);
        check_page(&admin.get("/settings/mail/2").await, 200);
        check_page(&admin.post("/settings/mail/2/restore", &[]).await, 404);
        check_page(&admin.post("/settings/mail/9/delete", &[]).await, 404);
    });
}

#[test]
fn the_last_one_stays_and_a_taken_address_keeps_one_away() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get("/settings/mail").await.expect(200);
        let page = check_page(&admin.post("/settings/mail/1/delete", &[]).await, 422);
        assert_eq!(page.all("div", &[("class", "summary-box")]).len(), 1);
        add(world, "billing@lumen.example").await;
        admin.post("/settings/mail/2/delete", &[]).await.expect(303);
        add(world, "billing@lumen.example").await;
        let page = check_page(&admin.post("/settings/mail/2/restore", &[]).await, 422);
        assert_eq!(page.all("div", &[("class", "summary-box")]).len(), 1);
        world
            .send(&Mail::text("x@cust.example", "to the first", "hi"))
            .await;
        assert_eq!(world.tickets().len(), 1);
        // The first may go once there is another; its tickets are answered from that one.
        admin.post("/settings/mail/1/delete", &[]).await.expect(303);
        let page = check_page(&admin.get("/t/1").await, 200);
        assert!(page.one("html", &[]).text.contains("billing@lumen.example"));
        let book = world.desk().book().unwrap();
        assert_eq!(book.mailboxes.len(), 1);
        assert!(
            book.mailboxes
                .iter()
                .all(|it| it.address.as_str() != MAILBOX)
        );
    });
}
