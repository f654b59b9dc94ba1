using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Tests.Simulation;

/// <summary>Messages of all kinds between two ends over a bad link, all by one seed.</summary>
/// <remarks>
/// A stream is of one kind: 0 and 1 ordered, 2 and 3 unordered, 4 ordered without retransmissions, 5 ordered with one, 6 and 7
/// unordered with 300 ms to live. Each message carries its number in its stream and when it was sent.
/// </remarks>
internal sealed class SctpTraffic
{
    public const int Streams = 8;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(300);

    private readonly SeededRandomSource _random;
    private readonly int[][] _sent = [new int[Streams], new int[Streams]];
    private readonly List<int>[][] _received = [NewLists(), NewLists()];
    private readonly int[] _read = new int[2];

    public SctpTraffic(ulong seed)
    {
        _random = new SeededRandomSource(seed);
        var extensions = (SctpExtensions)(_random.Next(0, 1) * (int)SctpExtensions.Interleaving)
            | SctpExtensions.PartialReliability | SctpExtensions.Reconfiguration;
        int mtu = _random.Next(0, 1) == 0 ? 600 : SctpLimits.Mtu;
        var options = new SctpAssociationOptions { Extensions = extensions, Mtu = mtu };
        Scene = new SctpScene(seed, options)
        {
            Loss = _random.Next(0, 20),
            Duplication = _random.Next(0, 5),
            Corruption = _random.Next(0, 3),
            Jitter = TimeSpan.FromMilliseconds(_random.Next(0, 60)),
            LinkMtu = mtu,
        };
    }

    public SctpScene Scene { get; }

    public int LargestPool { get; private set; }

    public int Sent(int side, int stream) => _sent[side][stream];

    /// <summary>The numbers of the messages that arrived, as they did.</summary>
    public IReadOnlyList<int> Received(int side, int stream) => _received[side][stream];

    public void Run(TimeSpan talk, TimeSpan rest)
    {
        Scene.A.Association.Connect(Scene.Now, Scene.A);
        if (_random.Next(0, 1) == 0)
        {
            Scene.B.Association.Connect(Scene.Now, Scene.B);
        }

        Timestamp end = Scene.Now + talk;
        while (Scene.Now < end)
        {
            Send(0, Scene.A);
            Send(1, Scene.B);
            Scene.Run(TimeSpan.FromMilliseconds(_random.Next(0, 200)), Note);
        }

        Scene.Run(rest, Note);
    }

    private static List<int>[] NewLists() => [.. Enumerable.Range(0, Streams).Select(_ => new List<int>())];

    private static SendParameters Kind(int stream) => stream switch
    {
        0 or 1 => new SendParameters(),
        2 or 3 => new SendParameters(IsUnordered: true),
        4 => new SendParameters(MaxRetransmissions: 0),
        5 => new SendParameters(MaxRetransmissions: 1),
        _ => new SendParameters(IsUnordered: true, Lifetime: Lifetime),
    };

    private void Send(int side, SctpPeer peer)
    {
        for (int i = _random.Next(0, 4); i > 0; i--)
        {
            int stream = _random.Next(0, Streams - 1);
            byte[] payload = new byte[_random.Next(0, 9) == 0 ? _random.Next(12, 20_000) : _random.Next(12, 1500)];
            BinaryPrimitives.WriteInt32BigEndian(payload, _sent[side][stream]);
            BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(4), Scene.Now.Microseconds);
            payload.AsSpan(12).Fill((byte)payload.Length);
            if (peer.SendMessage(Scene.Now, (ushort)stream, payload, Kind(stream)) == SendOutcome.Queued)
            {
                _sent[side][stream]++;
            }
        }
    }

    private void Note()
    {
        LargestPool = Math.Max(LargestPool, Scene.Pool.Leased);
        Note(0, Scene.B);
        Note(1, Scene.A);
    }

    private void Note(int side, SctpPeer receiver)
    {
        for (; _read[side] < receiver.Messages.Count; _read[side]++)
        {
            (ushort stream, _, byte[] payload) = receiver.Messages[_read[side]];
            _received[side][stream].Add(BinaryPrimitives.ReadInt32BigEndian(payload));
            Assert.Equal(-1, payload.AsSpan(12).IndexOfAnyExcept((byte)payload.Length));
            var sentAt = new Timestamp(BinaryPrimitives.ReadInt64BigEndian(payload.AsSpan(4)));
            Assert.True(
                Kind(stream).Lifetime is not { } lifetime || Scene.Now - sentAt <= lifetime + Scene.Delay + Scene.Jitter,
                $"A message came {Scene.Now - sentAt} after it was sent.");
        }
    }
}
