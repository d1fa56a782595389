//! Making the search index anew: in the running desk, or here when none runs.

use std::{process::ExitCode, thread, time::Duration};

use anyhow::{Context, bail};

use super::super::reindex::Shown;
use crate::{
    app,
    config::{Config, Loaded},
    control::{
        client,
        command::{Answer, Command},
    },
    desk::{
        Desk, STORE_FILE,
        search::{Behind, Progress},
    },
    store::StoreError,
};

/// How often a running desk is asked how far it is.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

/// Has the index made anew and waits until it is in use.
///
/// # Errors
/// What the desk or the disk said.
pub fn reindex(loaded: Loaded) -> anyhow::Result<ExitCode> {
    let config = &loaded.config;
    if !config.data.join(STORE_FILE).exists() {
        bail!("there is no desk in {}", config.data.display());
    }
    let mut shown = Shown::default();
    let done = match Desk::open(app::desk_options(config)) {
        Ok(desk) => here(&desk, &mut shown),
        Err(StoreError::Locked) => there(config, &mut shown),
        Err(error) => Err(error)
            .with_context(|| format!("the data folder {} cannot be used", config.data.display())),
    };
    shown.end();
    done?;
    println!("the search index is new");
    Ok(ExitCode::SUCCESS)
}

fn here(desk: &Desk, shown: &mut Shown) -> anyhow::Result<()> {
    desk.reindex()?;
    loop {
        if let Some(Progress { done, all }) = desk.reindex_progress()? {
            shown.show(done, all);
        }
        if desk.search_step()? == Behind::Nothing {
            return Ok(());
        }
    }
}

fn there(config: &Config, shown: &mut Shown) -> anyhow::Result<()> {
    let mut command = Command::Reindex;
    loop {
        let answer = client::send(&config.data, &command).context(match command {
            Command::Reindex => "a desk runs on this data folder but does not answer",
            _ => "the desk stopped; the index from before is still in use",
        })?;
        match answer {
            Answer::Done(_) => return Ok(()),
            Answer::Refused(why) => bail!(why),
            Answer::Going { done, all } => shown.show(done, all),
        }
        command = Command::ReindexProgress;
        thread::sleep(LOOK_AGAIN);
    }
}
