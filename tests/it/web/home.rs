//! The first page: the dashboard, and what somebody may who sees no tickets.

use guichet::domain::{
    access::Visibility,
    right::{Right, Rights},
    role::EXPERT,
};

use super::check_page;
use crate::world::play;

#[test]
fn it_is_the_dashboard_or_leads_to_the_door() {
    play(async |world| {
        let emil = world
            .person("Emil Post", &[EXPERT], Visibility::Own, &[])
            .await;
        let page = check_page(&emil.browser.get("/").await, 200);
        page.one("div", &[("data-follows", "/home/figures?days=7")]);
        let lit = page.one("a", &[("class", "item"), ("aria-current", "page")]);
        assert_eq!(lit.attribute("href"), "/");
        let answer = world.stranger().get("/").await.expect(303);
        assert_eq!(answer.header("location"), "/sign-in?next=%2F");
    });
}

#[test]
fn who_sees_no_tickets_is_told_what_they_may_do() {
    play(async |world| {
        let rights = Rights::of(&[Right::Audit, Right::Tags]);
        let auditor = world.role("auditor", rights).await;
        let all = Visibility::All;
        let audra = world.person("Audra <b>Audit", &[auditor], all, &[]).await;
        let page = check_page(&audra.browser.get("/").await, 200);
        let links = page.all("a", &[]);
        let leads = |to: &str| links.iter().any(|link| link.attribute("href") == to);
        assert!(leads("/settings/audit") && leads("/settings/tags") && leads("/settings"));
        for to in ["/tickets", "/inbox", "/settings/people"] {
            assert!(!leads(to), "{to}");
        }
        let nils = world.person("Nils Nothing", &[], all, &[]).await;
        let page = check_page(&nils.browser.get("/").await, 200);
        let text = page.one("main", &[]).text.clone();
        assert!(text.contains("Nils Nothing"), "{text}");
        assert!(text.contains("Nothing else is open to you yet"), "{text}");
        assert!(page.all("a", &[("href", "/settings")]).is_empty());
        // What is not theirs is not there.
        let answer = nils.browser.get("/settings").await.expect(303);
        assert_eq!(answer.header("location"), "/");
        for path in ["/tickets", "/inbox", "/settings/audit", "/t/1"] {
            check_page(&nils.browser.get(path).await, 404);
        }
    });
}
