using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Tests.Engine.Sctp.Receive;

/// <summary>What <c>ReassemblyQueue</c> has to do, with nothing but lists that are searched from end to end.</summary>
internal sealed class SimpleReassembly(bool isInterleaving)
{
    private readonly List<SimpleFragment> _fragments = [];
    private readonly List<(ushort Stream, uint Message, byte[] Payload)> _held = [];
    private readonly Dictionary<ushort, uint> _next = [];
    private readonly Dictionary<ushort, uint> _nextUnordered = [];

    public Queue<byte[]> Ready { get; } = new();

    public int PartialFragments => _fragments.Count;

    public int Bytes => _fragments.Sum(item => item.Payload.Length) + _held.Sum(item => item.Payload.Length) + Ready.Sum(item => item.Length);

    public void Add(SimpleFragment fragment)
    {
        bool isPast = fragment.IsUnordered
            ? isInterleaving && _nextUnordered.TryGetValue(fragment.Stream, out uint next) && (int)(fragment.Message - next) < 0
            : IsBefore(fragment.Message, _next.GetValueOrDefault(fragment.Stream));
        if (isPast)
        {
            return;
        }

        _fragments.Add(fragment);
        List<SimpleFragment> run = RunOf(fragment);
        if (run[0].IsBeginning && run[^1].IsEnd)
        {
            _fragments.RemoveAll(run.Contains);
            Deliver(fragment, [.. run.SelectMany(item => item.Payload)]);
        }
    }

    public void Skip(uint cumulativeTsn, IEnumerable<SkippedMessage> skipped)
    {
        foreach ((ushort stream, bool isUnordered, uint message) in skipped)
        {
            _fragments.RemoveAll(item => item.Stream == stream && item.IsUnordered == isUnordered && !IsBefore(message, item.Message));
            if (isUnordered)
            {
                uint next = _nextUnordered.GetValueOrDefault(stream);
                _nextUnordered[stream] = (int)(message + 1 - next) > 0 ? message + 1 : next;
            }
            else if (!IsBefore(message, _next.GetValueOrDefault(stream)))
            {
                for (uint id = _next.GetValueOrDefault(stream); id != Wrap(message + 1); id = Wrap(id + 1))
                {
                    DeliverHeld(stream, id);
                }

                _next[stream] = Wrap(message + 1);
                DeliverFrom(stream);
            }
        }

        if (!isInterleaving)
        {
            // A message is given up if its first fragment known is.
            foreach (SimpleFragment first in _fragments.Where(item => item.IsUnordered && RunOf(item)[0] == item && item.Tsn <= cumulativeTsn).ToArray())
            {
                List<SimpleFragment> run = RunOf(first);
                _fragments.RemoveAll(run.Contains);
            }
        }
    }

    public void Reset(ushort stream)
    {
        _fragments.RemoveAll(item => item.Stream == stream);
        _held.RemoveAll(item => item.Stream == stream);
        _next.Remove(stream);
        _nextUnordered.Remove(stream);
    }

    private uint Wrap(uint message) => isInterleaving ? message : (ushort)message;

    private bool IsBefore(uint a, uint b) =>
        isInterleaving ? SerialNumber.IsLower(a, b) : SerialNumber.IsLower((ushort)a, (ushort)b);

    private List<SimpleFragment> RunOf(SimpleFragment fragment)
    {
        var run = new List<SimpleFragment> { fragment };
        while (!run[0].IsBeginning && Find(run[0], -1) is { IsEnd: false } left)
        {
            run.Insert(0, left);
        }

        while (!run[^1].IsEnd && Find(run[^1], 1) is { IsBeginning: false } right)
        {
            run.Add(right);
        }

        return run;
    }

    private SimpleFragment? Find(SimpleFragment of, int step) => _fragments.Find(item =>
        item.Stream == of.Stream
        && item.IsUnordered == of.IsUnordered
        && (item.Message == of.Message || (of.IsUnordered && !isInterleaving))
        && item.Sequence == of.Sequence + step);

    private void Deliver(SimpleFragment fragment, byte[] payload)
    {
        if (fragment.IsUnordered)
        {
            Ready.Enqueue(payload);
            return;
        }

        _held.Add((fragment.Stream, fragment.Message, payload));
        DeliverFrom(fragment.Stream);
    }

    private void DeliverFrom(ushort stream)
    {
        while (DeliverHeld(stream, _next.GetValueOrDefault(stream)))
        {
            _next[stream] = Wrap(_next.GetValueOrDefault(stream) + 1);
        }
    }

    private bool DeliverHeld(ushort stream, uint message)
    {
        int place = _held.FindIndex(item => item.Stream == stream && item.Message == message);
        if (place < 0)
        {
            return false;
        }

        Ready.Enqueue(_held[place].Payload);
        _held.RemoveAt(place);
        return true;
    }
}
