//! A connection with a write timeout and a lingering close, which a plain `TcpStream` lacks.
//!
//! Writing to a client that does not read ends after a while. At the end, what the client still sends is read and
//! discarded: closed at once, a connection is reset, and a client that was still sending a body too large would never
//! read the response that says so.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};
use tokio_io_timeout::TimeoutStream;

/// A client that reads nothing for this long is gone.
const UNREAD: Duration = Duration::from_secs(30);
/// A client that was answered may go on sending for this long.
const LAST_WORDS: Duration = Duration::from_secs(10);
/// The buffer for what is discarded, in bytes.
const SCRAP: usize = 16 << 10;

/// A connection.
#[derive(Debug)]
pub(super) struct Stream {
    inner: Pin<Box<TimeoutStream<TcpStream>>>,
    /// Runs once everything was written.
    ending: Option<Pin<Box<Sleep>>>,
}

impl Stream {
    /// A connection that was just accepted.
    pub(super) fn new(stream: TcpStream) -> Self {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(UNREAD));
        Self { inner: Box::pin(stream), ending: None }
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.inner.as_mut().poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.inner.as_mut().poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inner.as_mut().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let mut ending = match this.ending.take() {
            Some(ending) => ending,
            None => {
                ready!(this.inner.as_mut().poll_shutdown(cx))?;
                Box::pin(sleep(LAST_WORDS))
            }
        };
        let mut scrap = [0; SCRAP];
        while ending.as_mut().poll(cx).is_pending() {
            let mut scrap = ReadBuf::new(&mut scrap);
            match this.inner.as_mut().poll_read(cx, &mut scrap) {
                Poll::Ready(Ok(())) if !scrap.filled().is_empty() => {}
                Poll::Ready(_) => break,
                Poll::Pending => {
                    this.ending = Some(ending);
                    return Poll::Pending;
                }
            }
        }
        Poll::Ready(Ok(()))
    }
}
