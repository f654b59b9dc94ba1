using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>A running capture of the packets of one transport, as a pcapng file that Wireshark reads. Made by <see cref="Transport.StartCaptureAsync(string, PacketCaptureOptions?)"/>.</summary>
/// <remarks>
/// It ends when it is stopped, when the transport is closed, or when the file is full. The worker never waits for the file: packets that
/// the stream is too slow for are dropped and counted. All members may be used from any thread.
/// </remarks>
public sealed class PacketCapture : IAsyncDisposable
{
    private readonly TransportCore _core;
    private readonly WorkerChannel _channel;
    private readonly CaptureQueue _queue;
    private readonly CaptureWriter _writer;

    private PacketCapture(TransportCore core, WorkerChannel channel, CaptureQueue queue, CaptureWriter writer)
    {
        _core = core;
        _channel = channel;
        _queue = queue;
        _writer = writer;
    }

    /// <summary>Completes when the capture has ended and all is written; fails with the exception of a stream that fails.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Packets written so far; one that is written in the clear too counts twice.</summary>
    public long PacketsWritten => _writer.Packets;

    /// <summary>Packets that are not in the file because the stream was too slow or the file is full.</summary>
    public long PacketsDropped => _queue.Dropped;

    /// <summary>Bytes written so far.</summary>
    public long BytesWritten => _writer.Bytes;

    /// <summary>Ends the capture and waits until all is written. Does nothing the second time.</summary>
    /// <returns>Completes when all is written.</returns>
    /// <exception cref="IOException">The file could not be written.</exception>
    public async Task StopAsync()
    {
        try
        {
            await _channel.RequestAsync((_, _) => Detach()).ConfigureAwait(false);
        }
        catch (WorkerClosedException)
        {
            // Its transports were closed with it, and the capture with them.
        }

        _queue.End();
        await Completion.ConfigureAwait(false);
    }

    /// <inheritdoc cref="StopAsync"/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>Begins to capture; <paramref name="file"/> is disposed at the end, <paramref name="stream"/> is not.</summary>
    internal static async Task<PacketCapture> StartAsync(Transport transport, Stream stream, Stream? file, PacketCaptureOptions options)
    {
        WorkerChannel channel = transport.Channel;
        var queue = new CaptureQueue(options);
        var writer = new CaptureWriter(queue, stream, options);
        var capture = new PacketCapture(transport.Core, channel, queue, writer);
        writer.SetLocals(await channel.RequestAsync((_, _) =>
        {
            TransportCore core = transport.Alive();
            core.StartCapture(queue);
            return core.Path.LocalEndpoints;
        }).ConfigureAwait(false));

        // A worker that died never ends the tap.
        _ = channel.Ended.ContinueWith(
            _ => queue.End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        capture.Completion = Task.Run(() => capture.RunAsync(file, transport.Log));
        return capture;
    }

    private async Task RunAsync(Stream? file, ComponentLog log)
    {
        try
        {
            await _writer.RunAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            log.Error("the capture ended, because its stream failed", error);
            throw;
        }
        finally
        {
            // Needed where it ended by itself; the worker may be gone.
            if (!_channel.IsClosed)
            {
                _channel.Send((_, _) => Detach());
            }

            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private bool Detach()
    {
        _core.Path.Tap.Stop(_queue);
        return true;
    }
}
