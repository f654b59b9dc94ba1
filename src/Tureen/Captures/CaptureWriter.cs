using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Listening;

namespace Tureen;

/// <summary>Takes packets from the queue of one capture and writes them to its stream, on a thread of the pool.</summary>
internal sealed class CaptureWriter(CaptureQueue queue, Stream stream, PacketCaptureOptions options)
{
    private readonly PcapngBuffer _buffer = new();
    private readonly Dictionary<int, NetworkAddress> _locals = [];
    private long _packets;
    private long _bytes;

    /// <summary>Packets that went to the stream. From any thread.</summary>
    public long Packets => Interlocked.Read(ref _packets);

    /// <summary>Bytes that went to the stream. From any thread.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Sets where the sockets are bound. Once, before <see cref="RunAsync"/>.</summary>
    public void SetLocals(IReadOnlyDictionary<int, LocalEndpoint> endpoints)
    {
        foreach ((int socketId, LocalEndpoint endpoint) in endpoints)
        {
            // An announced address may be a name, which no IP header has.
            IPAddress address = IPAddress.TryParse(endpoint.Address, out IPAddress? parsed) ? parsed : IPAddress.Any;
            _locals[socketId] = NetworkAddress.From(address, endpoint.Port);
        }
    }

    /// <summary>Writes until the queue has ended or the file is full.</summary>
    /// <exception cref="IOException">The stream cannot take it, or another exception of the stream.</exception>
    public async Task RunAsync()
    {
        var writer = new PcapngWriter(_buffer);
        try
        {
            WriteStart(writer);
            await FlushAsync().ConfigureAwait(false);
            bool isFull = false;
            while (!isFull && await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                isFull = !await TryWriteWaitingAsync(writer).ConfigureAwait(false);
                await FlushAsync().ConfigureAwait(false);
            }

            queue.Discard();
            writer.WriteStatistics(queue.Now, queue.Dropped);
            await FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            queue.Discard();
        }
    }

    /// <summary>Writes what waits; false if the file is full.</summary>
    private async ValueTask<bool> TryWriteWaitingAsync(PcapngWriter writer)
    {
        while (queue.Reader.TryRead(out CapturedPacket packet))
        {
            Write(writer, packet);
            queue.Free(packet);
            if (_bytes + _buffer.Written.Length >= options.MaxFileLength)
            {
                return false;
            }

            if (_buffer.Written.Length >= CaptureLimits.WriteLength)
            {
                await SendAsync().ConfigureAwait(false);
            }
        }

        return true;
    }

    private void WriteStart(PcapngWriter writer)
    {
        int maximum = options.MaxPacketLength + Math.Max(IpFrame.MaxHeaderLength, ExportedPdu.MaxHeaderLength) ?? 0;
        writer.WriteSectionHeader();
        writer.WriteWireInterface(maximum);
        if (options.IncludeDecrypted)
        {
            writer.WriteDecryptedInterface(maximum);
        }
    }

    private void Write(PcapngWriter writer, in CapturedPacket packet)
    {
        if (packet.KeyLogLine is { } line)
        {
            writer.WriteKeys(line);
            return;
        }

        writer.WritePacket(packet, _locals.GetValueOrDefault(packet.Tuple.SocketId));
        Interlocked.Increment(ref _packets);
    }

    private async ValueTask SendAsync()
    {
        await stream.WriteAsync(_buffer.Written).ConfigureAwait(false);
        Interlocked.Add(ref _bytes, _buffer.Written.Length);
        _buffer.Clear();
    }

    private async ValueTask FlushAsync()
    {
        await SendAsync().ConfigureAwait(false);
        await stream.FlushAsync().ConfigureAwait(false);
    }
}
