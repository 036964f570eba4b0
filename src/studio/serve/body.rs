//! Reads the body of a request: never more than is allowed, whatever it announced, and only for a bounded time.

use std::time::Duration;

use http_body_util::BodyExt;
use hyper::{
    StatusCode,
    body::{Body, Incoming},
};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

/// A body must be here within this time. The preview may be at the far end of a slow tunnel.
const LONGEST: Duration = Duration::from_secs(120);
/// A client that sends nothing for this long is gone.
const QUIET: Duration = Duration::from_secs(10);
/// What all bodies that are being read may take together, in bytes.
const ROOM: usize = 256 << 20;
/// The unit in which memory is allotted, in bytes.
const UNIT: usize = 1 << 10;

/// The memory for all bodies together.
#[derive(Debug)]
pub(super) struct Room(Semaphore);

impl Default for Room {
    fn default() -> Self {
        Self(Semaphore::new(ROOM / UNIT))
    }
}

/// A body that has arrived; its room is free again when the value is dropped.
#[derive(Debug, Default)]
pub(super) struct Arrived<'a> {
    /// What was sent.
    pub(super) bytes: Vec<u8>,
    /// The part of the memory that they take.
    pub(super) room: Option<SemaphorePermit<'a>>,
}

/// Reads a body of at most so many bytes. Otherwise the status that says why not: 413 for one that is too
/// large, 408 for one that does not come to its end, 400 for one that breaks off, 503 where too much is being read.
pub(super) async fn read(body: Incoming, most: usize, room: &Room) -> Result<Arrived<'_>, StatusCode> {
    // The announced length only serves to refuse: a client that waits for `100 Continue` is refused at once.
    if body.size_hint().lower() > most as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    timeout(LONGEST, collect(body, most, room)).await.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT))
}

async fn collect(mut body: Incoming, most: usize, room: &Room) -> Result<Arrived<'_>, StatusCode> {
    let mut arrived = Arrived::default();
    while let Some(frame) = timeout(QUIET, body.frame()).await.map_err(|_| StatusCode::REQUEST_TIMEOUT)? {
        let Ok(data) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        let length = arrived.bytes.len() + data.len();
        if length > most {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        let held = arrived.room.as_ref().map_or(0, SemaphorePermit::num_permits);
        let units = length.div_ceil(UNIT).saturating_sub(held);
        let more = u32::try_from(units).ok().and_then(|units| room.0.try_acquire_many(units).ok());
        let more = more.ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
        match &mut arrived.room {
            Some(room) => room.merge(more),
            none => *none = Some(more),
        }
        arrived.bytes.extend_from_slice(&data);
    }
    Ok(arrived)
}
