//! Lets the sample stories happen: mails over SMTP to the desk's own receiver, experts through
//! their own doors. The clock is moved along, so that every time in the logs is the story's.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use futures_util::future::{join_all, try_join_all};

use crate::{
    base::clock::Clock,
    desk::{
        Desk, access::UserDesk, events::Listener, problem::Problem, reply::Reply,
        ticket_edit::TicketEdit, ticket_view::TicketView,
    },
    domain::{
        assignee::Assignee,
        delivery::DeliveryState,
        id::{ActivityId, TicketId},
        query::Query,
        time::Timestamp,
        user::Language,
    },
};

use super::{
    DemoError, letter,
    mailbag::{answer, first, last_answer},
    organization,
    postman::{Posted, Postman},
    samples::Samples,
    story::{Act, Duty, Step, Story},
};

/// Connections at once.
const POSTMEN: usize = 4;
/// Steps at once, each of another ticket.
const BATCH: usize = 24;
/// How far apart the steps of a batch may be: mail that one of them queued goes out at its end,
/// and the sender's lease of 15 minutes must not run out in between.
const SPAN: Duration = Duration::from_secs(10 * 60);
/// How long a delivery is waited for.
const DELIVERY: Duration = Duration::from_secs(10);
/// A line of the log for so many tickets.
const TOLD_EVERY: usize = 50;
/// Newest tickets among which those of a batch are looked for.
const NEWEST: usize = 2 * BATCH;

/// Plays stories on one desk.
pub struct Player<'a> {
    desk: Arc<Desk>,
    clock: Clock,
    team: Vec<UserDesk>,
    postmen: Vec<Postman>,
    stories: &'a [Story],
    /// The ticket of each story, once it was opened.
    tickets: Vec<Option<TicketId>>,
    made: usize,
}

type Due<'a> = (usize, &'a Step);

impl<'a> Player<'a> {
    /// Gets ready.
    ///
    /// # Errors
    /// If one of the team is not there.
    pub fn new(
        desk: &Arc<Desk>,
        clock: &Clock,
        receiver: SocketAddr,
        samples: &Samples,
        stories: &'a [Story],
    ) -> Result<Self, DemoError> {
        let people = samples.people.iter();
        Ok(Self {
            desk: Arc::clone(desk),
            clock: clock.clone(),
            team: people
                .map(|person| organization::act_for(desk, person))
                .collect::<Result<_, _>>()?,
            postmen: (0..POSTMEN).map(|_| Postman::new(receiver)).collect(),
            stories,
            tickets: vec![None; stories.len()],
            made: 0,
        })
    }

    /// Plays all stories, oldest step first. Returns how many tickets were opened.
    ///
    /// # Errors
    /// What the desk refused.
    pub async fn play(mut self) -> Result<usize, DemoError> {
        let mut due: Vec<Due> = Vec::new();
        for (story, told) in self.stories.iter().enumerate() {
            due.extend(told.steps.iter().map(|step| (story, step)));
        }
        due.sort_by_key(|(story, step)| (step.at, *story));
        let mut rest = due.as_slice();
        while !rest.is_empty() {
            let (batch, later) = rest.split_at(batch(rest));
            self.batch(batch).await?;
            rest = later;
        }
        for postman in self.postmen {
            postman.leave().await;
        }
        Ok(self.made)
    }

    async fn batch(&mut self, batch: &[Due<'_>]) -> Result<(), DemoError> {
        let mut commits = self.desk.listen();
        let mut bags: Vec<Vec<(Timestamp, Posted)>> = vec![Vec::new(); POSTMEN];
        let mut acts = Vec::new();
        let mut opened = Vec::new();
        for (place, (story, step)) in batch.iter().enumerate() {
            if let Some(mail) = self.mail(*story, step)? {
                bags[place % POSTMEN].push((step.at, mail));
                opened.extend(matches!(step.act, Act::Opens(_)).then_some(*story));
            } else {
                acts.push(self.expert(*story, (*step).clone())?);
            }
        }
        let clock = &self.clock;
        let rounds = self
            .postmen
            .iter_mut()
            .zip(bags)
            .map(async |(postman, bag)| {
                for (at, mail) in bag {
                    clock.set(at);
                    postman.deliver(&mail).await?;
                }
                Ok::<_, DemoError>(())
            });
        let (posted, acted) = tokio::join!(join_all(rounds), try_join_all(acts));
        posted.into_iter().collect::<Result<(), _>>()?;
        for ended in acted.map_err(Problem::from)? {
            ended?;
        }
        // All of the batch is over now, and what it queued is due.
        if let Some((_, last)) = batch.last() {
            self.clock.set(last.at);
        }
        self.desk.delivery_wanted().notify_one();
        self.find(&opened)?;
        self.settle(batch, &mut commits).await
    }

    // The answers of a batch are delivered, or not, before the clock goes on: else their times
    // would be those of a later story.
    async fn settle(&self, batch: &[Due<'_>], commits: &mut Listener) -> Result<(), DemoError> {
        let admin = self.team.first().ok_or(Problem::NotFound)?;
        let replied = |step: &Step| matches!(step.act, Act::Replies { .. });
        for (story, _) in batch.iter().filter(|(_, step)| replied(step)) {
            let id = self.ticket(*story)?;
            let written = async {
                while on_its_way(&admin.ticket_view(id, ActivityId(0))?) {
                    commits.next().await;
                }
                Ok::<_, Problem>(())
            };
            // A delivery that takes its time is no reason to have no demo.
            if let Ok(Err(problem)) = tokio::time::timeout(DELIVERY, written).await {
                return Err(problem.into());
            }
        }
        Ok(())
    }

    // The tickets that the mails of this batch made: by name and customer.
    fn find(&mut self, opened: &[usize]) -> Result<(), DemoError> {
        if opened.is_empty() {
            return Ok(());
        }
        let admin = self.team.first().ok_or(Problem::NotFound)?;
        let page = admin.ticket_list(&Query::default(), None, NEWEST)?;
        for index in opened {
            let Some(story) = self.stories.get(*index) else {
                continue;
            };
            let found = page.lines.iter().find(|line| {
                let customer = line.customer.iter().flat_map(|who| &who.addresses);
                line.ticket.name == story.subject
                    && customer
                        .into_iter()
                        .any(|address| address.as_str() == story.customer.email)
                    && !self.tickets.contains(&Some(line.ticket.id))
            });
            let id = found.map(|line| line.ticket.id);
            let lost = || DemoError::Lost(story.subject.clone());
            *self.tickets.get_mut(*index).ok_or_else(lost)? = Some(id.ok_or_else(lost)?);
            self.made += 1;
            if self.made.is_multiple_of(TOLD_EVERY) {
                tracing::info!(
                    "{} of {} sample tickets are made",
                    self.made,
                    self.stories.len()
                );
            }
        }
        Ok(())
    }

    fn ticket(&self, story: usize) -> Result<TicketId, DemoError> {
        let id = self.tickets.get(story).copied().flatten();
        id.ok_or_else(|| DemoError::Lost(format!("story {story}")))
    }

    // The mail of a step; None for what an expert does.
    fn mail(&self, story: usize, step: &Step) -> Result<Option<Posted>, DemoError> {
        let told = self.stories.get(story).ok_or(Problem::NotFound)?;
        let (words, from, thread) = match &step.act {
            Act::Opens(words) => {
                return Ok(Some(first(
                    &told.customer,
                    &told.subject,
                    words,
                    step.at,
                    story,
                )));
            }
            Act::Writes { words, by, thread } => {
                (words, by.as_ref().unwrap_or(&told.customer), *thread)
            }
            Act::Bounces => return self.bounce(story, step.at).map(Some),
            _ => return Ok(None),
        };
        let id = self.ticket(story)?;
        let view = self
            .team
            .first()
            .ok_or(Problem::NotFound)?
            .ticket_view(id, ActivityId(0))?;
        Ok(Some(answer(&view, from, words, thread, step.at, story)))
    }

    fn bounce(&self, story: usize, at: Timestamp) -> Result<Posted, DemoError> {
        let id = self.ticket(story)?;
        let view = self
            .team
            .first()
            .ok_or(Problem::NotFound)?
            .ticket_view(id, ActivityId(0))?;
        let line = last_answer(&view).ok_or(Problem::NotFound)?;
        let delivery = line.deliveries.first().ok_or(Problem::NotFound)?;
        let returned = line.message.as_ref().and_then(|sent| sent.msg_id.as_ref());
        let to = delivery.return_path.as_str().to_owned();
        let returned = returned.map_or("", |id| id.as_str());
        Ok(Posted {
            from: String::new(),
            raw: letter::report(&to, delivery.recipient.as_str(), returned, at),
            to,
        })
    }

    // What an expert does, on its way through the desk.
    fn expert(
        &self,
        story: usize,
        step: Step,
    ) -> Result<
        impl Future<Output = Result<Result<(), Problem>, crate::desk::Stopping>> + use<>,
        DemoError,
    > {
        let id = self.ticket(story)?;
        let told = self.stories.get(story).ok_or(Problem::NotFound)?;
        let (language, who) = (told.customer.language, told.customer.name);
        let (desk, team) = (Arc::clone(&self.desk), self.team.clone());
        let intro = intro(language, who, step.at);
        Ok(async move { desk.run(move |_| act(&team, id, step, intro)).await })
    }
}

// As many steps as can happen at once: no two of one ticket, none much later than the first.
fn batch(due: &[Due]) -> usize {
    let mut stories = Vec::new();
    let begin = due.first().map(|(_, step)| step.at);
    for (story, step) in due.iter().take(BATCH) {
        let late = begin.is_some_and(|begin| step.at.since(begin) > SPAN);
        if late || stories.contains(story) {
            break;
        }
        stories.push(*story);
    }
    stories.len()
}

fn act(team: &[UserDesk], id: TicketId, step: Step, intro: String) -> Result<(), Problem> {
    let at = step.at;
    let user = |expert: usize| team.get(expert).ok_or(Problem::NotFound);
    match step.act {
        Act::Replies {
            expert,
            text,
            then,
            file,
        } => {
            let user = user(expert)?;
            let upload = file.map(|file| user.upload(file.name, file.content_type, file.bytes, at));
            let attachments = upload
                .transpose()?
                .into_iter()
                .map(|upload| upload.id)
                .collect();
            let reply = Reply {
                text,
                cc: Vec::new(),
                attachments,
                then,
                seen: None,
                quote_intro: Some(intro),
            };
            user.reply(id, reply, at).map(drop)
        }
        Act::Notes { expert, text } => user(expert)?.note(id, &text, at).map(drop),
        Act::Edits {
            expert,
            status,
            priority,
            duty,
            tag,
        } => {
            let user = user(expert)?;
            let assignee = match duty {
                None => None,
                Some(Duty::Expert(expert)) => {
                    team.get(expert).map(|who| Assignee::User(who.user().id))
                }
                Some(Duty::Group(name)) => {
                    let book = user.book()?;
                    let group = book.groups.iter().find(|group| group.name == name);
                    group.map(|group| Assignee::Group(group.id))
                }
            };
            let edit = TicketEdit {
                status,
                priority,
                assignee: assignee.map(Some),
                add_tags: tag.into_iter().map(str::to_owned).collect(),
                ..TicketEdit::default()
            };
            user.ticket_edit(id, edit, at).map(drop)
        }
        Act::Opens(_) | Act::Writes { .. } | Act::Bounces => Ok(()),
    }
}

fn on_its_way(view: &TicketView) -> bool {
    let deliveries = last_answer(view).map_or(&[][..], |line| line.deliveries.as_slice());
    let moving = |state: &DeliveryState| {
        matches!(state, DeliveryState::Queued | DeliveryState::Leased { .. })
    };
    deliveries.iter().any(|delivery| moving(&delivery.state))
}

fn intro(language: Language, who: &str, at: Timestamp) -> String {
    let at = at.jiff();
    match language {
        Language::En => format!("On {}, {who} wrote:", at.strftime("%d/%m/%Y %H:%M")),
        Language::Fr => format!("Le {}, {who} a écrit :", at.strftime("%d/%m/%Y %H:%M")),
    }
}
