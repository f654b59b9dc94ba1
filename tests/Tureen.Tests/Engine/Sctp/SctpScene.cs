using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;

namespace Tureen.Tests.Engine.Sctp;

/// <summary>Two associations and a link between them, in virtual time, from one seed.</summary>
internal sealed class SctpScene
{
    private readonly PriorityQueue<(bool IsToB, byte[] Packet), (Timestamp At, long Order)> _link = new();
    private readonly SeededRandomSource _random;
    private long _order;

    public SctpScene(ulong seed = 1, SctpAssociationOptions? optionsA = null, SctpAssociationOptions? optionsB = null)
    {
        _random = new SeededRandomSource(seed);
        A = new SctpPeer(Pool, seed * 1000, optionsA ?? new SctpAssociationOptions());
        B = new SctpPeer(Pool, (seed * 1000) + 1, optionsB ?? optionsA ?? new SctpAssociationOptions());
    }

    public SctpBufferPool Pool { get; } = new();

    public SctpPeer A { get; }

    public SctpPeer B { get; }

    public Timestamp Now { get; set; } = Timestamp.FromMilliseconds(1000);

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan Jitter { get; set; }

    /// <summary>Percent.</summary>
    public int Loss { get; set; }

    public int Duplication { get; set; }

    public int Corruption { get; set; }

    /// <summary>Bytes; longer packets are lost.</summary>
    public int LinkMtu { get; set; } = int.MaxValue;

    /// <summary>Packets that are let through or not, whatever the loss.</summary>
    public Func<bool, byte[], bool>? Filter { get; set; }

    /// <summary>Every packet that was put on the link, as a hash over all of them and their times.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    public int PacketsSent { get; private set; }

    /// <summary>Takes a line for each packet, message, event and deadline of both ends, if set.</summary>
    public Action<string>? Log { get; set; }

    public static SctpScene Connected(ulong seed = 1, SctpAssociationOptions? optionsA = null, SctpAssociationOptions? optionsB = null)
    {
        var scene = new SctpScene(seed, optionsA, optionsB);
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.Run(TimeSpan.FromMilliseconds(200));
        Assert.Equal(SctpAssociationState.Connected, scene.A.State);
        Assert.Equal(SctpAssociationState.Connected, scene.B.State);
        scene.A.Events.Clear();
        scene.B.Events.Clear();
        return scene;
    }

    /// <summary>Lets time pass.</summary>
    public void Run(TimeSpan duration, Action? step = null)
    {
        Timestamp end = Now + duration;
        while (true)
        {
            Drain(A);
            Drain(B);
            step?.Invoke();
            Transmit(A, isToB: true);
            Transmit(B, isToB: false);
            Timestamp next = Timestamp.Min(A.Association.NextDeadline, B.Association.NextDeadline);
            next = _link.TryPeek(out _, out (Timestamp At, long) head) ? Timestamp.Min(next, head.At) : next;
            if (next > end)
            {
                Now = end;
                return;
            }

            Now = next > Now ? next : Now;
            Step();
        }
    }

    /// <summary>Gives one packet to an end at once, and lets it answer on the link.</summary>
    public bool Inject(SctpPeer to, ReadOnlySpan<byte> packet, out DropReason reason)
    {
        bool isTaken = to.Association.HandlePacket(Now, packet, to, out reason);
        Drain(to);
        return isTaken;
    }

    /// <summary>Logs what both ends counted.</summary>
    public void LogStats()
    {
        Log?.Invoke($"A {A.Association.GetStats()}");
        Log?.Invoke($"B {B.Association.GetStats()}");
    }

    private void Step()
    {
        while (_link.TryPeek(out _, out (Timestamp At, long) head) && head.At <= Now)
        {
            (bool isToB, byte[] packet) = _link.Dequeue();
            SctpPeer peer = isToB ? B : A;
            peer.Association.HandlePacket(Now, packet, peer, out DropReason reason);
            Log?.Invoke($"{NameOf(peer)} {Now.Microseconds} took {reason}");
        }

        HandleDeadline(A);
        HandleDeadline(B);
    }

    private string NameOf(SctpPeer peer) => peer == A ? "A" : "B";

    private void Drain(SctpPeer peer)
    {
        int messages = peer.Messages.Count;
        int events = peer.Events.Count;
        peer.Drain();
        if (Log is null)
        {
            return;
        }

        foreach ((ushort streamId, uint ppid, byte[] payload) in peer.Messages.Skip(messages))
        {
            Log($"{NameOf(peer)} {Now.Microseconds} message {streamId} {ppid} {payload.Length} {Convert.ToHexString(payload.AsSpan(0, Math.Min(payload.Length, 12)))}");
        }

        foreach (SctpEvent sctpEvent in peer.Events.Skip(events))
        {
            Log($"{NameOf(peer)} {Now.Microseconds} {sctpEvent}");
        }

        Log($"{NameOf(peer)} {Now.Microseconds} next {peer.Association.NextDeadline.Microseconds}");
    }

    private void HandleDeadline(SctpPeer peer)
    {
        if (peer.Association.NextDeadline <= Now)
        {
            peer.Association.HandleDeadline(Now, peer);
        }
    }

    private void Transmit(SctpPeer from, bool isToB)
    {
        while (from.Sent.TryDequeue(out byte[]? packet))
        {
            PacketsSent++;
            Note(packet);
            Log?.Invoke($"{NameOf(from)} {Now.Microseconds} sends {Convert.ToHexString(packet)}");
            bool isLost = _random.Next(0, 99) < Loss || packet.Length > LinkMtu || Filter?.Invoke(isToB, packet) == false;
            if (isLost)
            {
                continue;
            }

            Enqueue(packet, isToB);
            if (_random.Next(0, 99) < Duplication)
            {
                Enqueue(packet, isToB);
            }
        }
    }

    private void Enqueue(byte[] packet, bool isToB)
    {
        if (_random.Next(0, 99) < Corruption)
        {
            packet = [.. packet];
            packet[_random.Next(0, packet.Length - 1)] ^= (byte)(1 << _random.Next(0, 7));
        }

        _link.Enqueue((isToB, packet), (Now + Delay + (Jitter * _random.NextDouble()), _order++));
    }

    private void Note(byte[] packet)
    {
        foreach (byte value in packet)
        {
            Trace = (Trace ^ value) * 1099511628211;
        }

        Trace = (Trace ^ (ulong)Now.Microseconds) * 1099511628211;
    }
}
