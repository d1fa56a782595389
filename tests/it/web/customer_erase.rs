//! Erasing a customer at the pages: what goes is shown, asked for once more, and done.

use guichet::domain::{
    access::Visibility,
    right::{Right, Rights},
    role::EXPERT,
};
use serde_json::json;

use crate::{
    mail::erase::{CUSTOMER, INES, erased, furnish, nowhere},
    world::{mail::Mail, play},
};

#[test]
fn two_steps_stand_before_it() {
    play(async |world| {
        furnish(world).await;
        let admin = world.admin().await;
        let page = admin.get("/customers/1").await.expect(200);
        assert!(page.text().contains("/customers/1/erase"));
        let first = admin.get("/customers/1/erase").await.expect(200).page();
        let seen = first.value("seen").to_owned();
        let post = async |address: &str, seen: &str| {
            let fields = [("address", address), ("seen", seen)];
            admin.post("/customers/1/erase", &fields).await
        };
        let wrong = post("tom@other.example", &seen).await.expect(422).text();
        assert!(wrong.contains("write it as it is shown"), "{wrong}");
        // A mail came since: it was not among what was shown.
        world.ticket(&Mail::text(INES, "third", "one more")).await;
        let late = post("ines@zanzibar.example", &seen).await.expect(422);
        assert!(late.text().contains("Something came or changed"));
        assert_eq!(world.tickets().len(), 3, "nothing is erased");
        let seen = late.page().value("seen").to_owned();
        let done = post("ines@zanzibar.example", &seen).await.expect(303);
        let said = admin.get(done.header("location")).await.expect(200).text();
        assert!(said.contains("is being erased"));
        erased(world).await;
        nowhere(world);
        admin.get("/customers/1").await.expect(404);
        post("ines@zanzibar.example", &seen).await.expect(404);
    });
}

#[test]
fn who_may_not_erase_knows_of_no_such_door() {
    play(async |world| {
        furnish(world).await;
        let emil = world.person("Emil", &[EXPERT], Visibility::All, &[]).await;
        let eraser = Rights::of(&[Right::TicketRead, Right::CustomerErase, Right::Api]);
        let eraser = world.role("eraser", eraser).await;
        let own = world.person("Own", &[eraser], Visibility::Own, &[]).await;
        let word = json!({"address": "ines@zanzibar.example"});
        for who in [&emil, &own] {
            who.browser.get("/customers/1/erase").await.expect(404);
            who.api.send("DELETE", CUSTOMER, &word).await.expect(404);
        }
        let page = emil.browser.get("/customers/1").await.expect(200).text();
        assert!(page.contains("Inès Zanzibar") && !page.contains("/erase"));
        own.browser.get("/customers/1").await.expect(404);
        let wrong = json!({"address": "tom@other.example"});
        world
            .api()
            .send("DELETE", CUSTOMER, &wrong)
            .await
            .expect(422);
        world
            .api()
            .send("DELETE", CUSTOMER, &json!({}))
            .await
            .expect(422);
        assert_eq!(world.tickets().len(), 2);
    });
}
