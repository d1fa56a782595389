//! A ticket on paper: `/t/{number}/print`.

use crate::{
    web::check_page,
    world::{mail::Mail, play},
};

#[test]
fn a_ticket_is_printed_whole() {
    play(async |world| {
        let admin = world.admin().await;
        let text = "so dark\n\n> it was <b>bright</b>";
        let mail = Mail::text("Inès <ines@cust.example>", "lamp <img src=x>", text);
        let ticket = world.ticket(&mail).await;
        let path = format!("/t/{ticket}");
        admin
            .post(&format!("{path}/notes"), &[("text", "a bulb?")])
            .await
            .expect(303);
        let page = check_page(&admin.get(&format!("{path}/print")).await, 200);
        assert!(page.all("form", &[]).is_empty());
        assert!(page.all("img", &[]).is_empty());
        let address = page.one("bdi", &[("class", "any")]);
        assert_eq!(address.text, "ines@cust.example");
        let text = admin.get(&format!("{path}/print")).await.text();
        for what in ["so dark", "&lt;b&gt;bright", "a bulb?", "ines@cust.example"] {
            assert!(text.contains(what), "{what}");
        }
        admin.get("/t/99/print").await.expect(404);
    });
}
