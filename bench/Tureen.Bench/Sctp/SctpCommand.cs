using System.Globalization;
using Tureen.Bench.Fanout;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Bench.Sctp;

/// <summary>
/// One association between two ends in memory, in virtual time with a round trip of 20 ms: what the protocol itself costs, both
/// ends together, without DTLS and without the kernel.
/// </summary>
internal sealed class SctpCommand
{
    private const ushort StreamId = 1;

    private const uint BinaryPayload = 53;

    /// <summary>Bytes kept waiting at the sender, so that it never runs dry.</summary>
    private const long Backlog = 1_000_000;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);

    private readonly AssociationSide _client;
    private readonly AssociationSide _server;
    private readonly byte[] _message;
    private readonly int _loss;
    private Timestamp _now = Timestamp.FromMilliseconds(1);

    private SctpCommand(int length, int loss)
    {
        _message = new byte[length];
        _loss = loss;
        _client = new AssociationSide(1, loss, Delay);
        _server = new AssociationSide(2, loss, Delay);
        _client.Now = _server.Now = _now;
        _client.Association.Connect(_now, _client);
    }

    public static void Run(SctpOptions options)
    {
        Console.WriteLine("   bytes   loss   messages/CPU-s     MB/CPU-s   ns/packet   allocated/message");
        foreach (int loss in options.Losses)
        {
            foreach (int length in options.Lengths)
            {
                new SctpCommand(length, loss).Measure(TimeSpan.FromSeconds(options.Seconds));
            }
        }
    }

    private void Measure(TimeSpan duration)
    {
        RunFor(TimeSpan.FromSeconds(1));
        long messages = _server.Messages;
        long bytes = _server.Bytes;
        long packets = _client.Packets + _server.Packets;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        double seconds = RunFor(duration).TotalSeconds;
        messages = _server.Messages - messages;
        bytes = _server.Bytes - bytes;
        packets = _client.Packets + _server.Packets - packets;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_message.Length,8:N0} {_loss,5}% {messages / seconds,16:N0} {bytes / seconds / 1e6,12:N1} {seconds * 1e9 / packets,11:N0} {(double)allocated / messages,19:N1}"));
    }

    /// <summary>Lets virtual time pass until this much CPU time has passed; returns the CPU time.</summary>
    private TimeSpan RunFor(TimeSpan duration)
    {
        TimeSpan began = ThreadCpuClock.Now;
        TimeSpan passed = TimeSpan.Zero;
        while (passed < duration)
        {
            for (int i = 0; i < 1000; i++)
            {
                Step();
            }

            passed = ThreadCpuClock.Now - began;
        }

        return passed;
    }

    private void Step()
    {
        while (_client.Association.TotalBufferedAmount < Backlog
            && _client.Association.Send(_now, StreamId, BinaryPayload, _message, default, _client) == SendOutcome.Queued)
        {
        }

        Timestamp next = Timestamp.Min(_client.NextArrival, _server.NextArrival);
        next = Timestamp.Min(next, Timestamp.Min(_client.Association.NextDeadline, _server.Association.NextDeadline));
        _now = next > _now ? next : _now;
        _client.Now = _server.Now = _now;
        if (_client.NextArrival <= _now)
        {
            _client.DeliverFirst(_server);
        }
        else if (_server.NextArrival <= _now)
        {
            _server.DeliverFirst(_client);
        }

        _client.RunDeadline();
        _server.RunDeadline();
    }
}
