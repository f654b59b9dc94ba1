using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;

namespace Tureen.Tests.Engine.Sctp.Receive;

/// <summary>Messages cut up, out of order, given up and begun anew at random: the same comes out as from lists.</summary>
public sealed class ReassemblyQueueTests
{
    private const int Streams = 4;

    private readonly SctpBufferPool _pool = new();
    private readonly List<SimpleFragment> _underWay = [];
    private readonly uint[] _ordered = new uint[Streams];
    private readonly uint[] _unordered = new uint[Streams];
    private SeededRandomSource _random = new(1);
    private ReassemblyQueue _queue = null!;
    private SimpleReassembly _model = null!;
    private bool _isInterleaving;
    private uint _nextTsn;
    private uint _cumulativeTsn;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_equals_a_simple_model_under_random_traffic(bool isInterleaving)
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            Begin(seed, isInterleaving);
            for (int step = 0; step < 1500; step++)
            {
                Step();
                AssertEqual(seed, step);
            }

            _queue.Clear();
            Assert.Equal(0, _pool.Leased);
        }
    }

    private void Begin(ulong seed, bool isInterleaving)
    {
        _random = new SeededRandomSource(seed);
        _isInterleaving = isInterleaving;
        _queue = new ReassemblyQueue(_pool, SctpLimits.DefaultReceiveWindow, SctpLimits.DefaultMaxMessage);
        _queue.Restart(isInterleaving);
        _model = new SimpleReassembly(isInterleaving);
        _underWay.Clear();
        _nextTsn = 1;
        _cumulativeTsn = 0;
        for (ushort stream = 0; stream < Streams; stream++)
        {
            // Near the end of an SSN's bits.
            _ordered[stream] = _unordered[stream] = 0;
            Skip(new SkippedMessage(stream, false, 30_000), new SkippedMessage(stream, false, 60_000), new SkippedMessage(stream, false, 65_500));
            _ordered[stream] = 65_501;
        }
    }

    private void Step()
    {
        switch (_random.Next(0, 99))
        {
            case < 40 when _underWay.Count < 60:
                Cut();
                break;
            case < 96 when _underWay.Count > 0:
                Arrive(_random.Next(0, _underWay.Count - 1));
                break;
            case 96 or 97:
                GiveUp();
                break;
            case 98 when _random.Next(0, 4) == 0:
                Reset((ushort)_random.Next(0, Streams - 1));
                break;
        }
    }

    /// <summary>A new message, in one to four fragments.</summary>
    private void Cut()
    {
        ushort stream = (ushort)_random.Next(0, Streams - 1);
        bool isUnordered = _random.Next(0, 1) == 0;
        uint message = isUnordered ? _isInterleaving ? _unordered[stream]++ : 0 : _ordered[stream]++;
        message = _isInterleaving ? message : (ushort)message;
        int count = _random.Next(1, 4);
        for (int i = 0; i < count; i++)
        {
            byte[] payload = new byte[_random.Next(1, 80)];
            _random.Fill(payload);
            long sequence = _isInterleaving ? i : _nextTsn;
            _underWay.Add(new SimpleFragment(stream, isUnordered, message, sequence, _nextTsn++, i == 0, i == count - 1, payload));
        }
    }

    private void Arrive(int place)
    {
        SimpleFragment fragment = _underWay[place];
        _underWay.RemoveAt(place);
        if (fragment.Tsn <= _cumulativeTsn)
        {
            return;
        }

        _model.Add(fragment);
        DataChunkFlags flags = (fragment.IsUnordered ? DataChunkFlags.Unordered : DataChunkFlags.None)
            | (fragment.IsBeginning ? DataChunkFlags.Beginning : DataChunkFlags.None)
            | (fragment.IsEnd ? DataChunkFlags.End : DataChunkFlags.None);
        _queue.Add(_isInterleaving
            ? new DataFragment(new IDataChunk
            {
                Flags = flags,
                Tsn = fragment.Tsn,
                StreamId = fragment.Stream,
                MessageId = fragment.Message,
                FragmentSequence = (uint)fragment.Sequence,
                Payload = fragment.Payload,
            })
            : new DataFragment(new DataChunk
            {
                Flags = flags,
                Tsn = fragment.Tsn,
                StreamId = fragment.Stream,
                StreamSequence = (ushort)fragment.Message,
                Payload = fragment.Payload,
            }));
    }

    private void GiveUp()
    {
        _cumulativeTsn = Math.Max(_cumulativeTsn, (uint)_random.Next((int)_cumulativeTsn, (int)_nextTsn - 1));
        var skipped = new List<SkippedMessage>();
        for (ushort stream = 0; stream < Streams; stream++)
        {
            if (_random.Next(0, 1) == 0 && _ordered[stream] > 0)
            {
                uint message = _ordered[stream] - 1 - (uint)_random.Next(0, Math.Min(6, (int)_ordered[stream] - 1));
                skipped.Add(new SkippedMessage(stream, false, _isInterleaving ? message : (ushort)message));
            }

            if (_isInterleaving && _random.Next(0, 1) == 0 && _unordered[stream] > 0)
            {
                skipped.Add(new SkippedMessage(stream, true, _unordered[stream] - 1 - (uint)_random.Next(0, Math.Min(6, (int)_unordered[stream] - 1))));
            }
        }

        Skip([.. skipped]);
    }

    private void Skip(params SkippedMessage[] skipped)
    {
        foreach (SkippedMessage message in skipped)
        {
            _queue.Skip(message);
        }

        if (!_isInterleaving)
        {
            _queue.SkipUnorderedData(_cumulativeTsn);
        }

        _model.Skip(_cumulativeTsn, skipped);
    }

    private void Reset(ushort stream)
    {
        _queue.ResetStreams([stream]);
        _model.Reset(stream);
        _underWay.RemoveAll(item => item.Stream == stream);
        _ordered[stream] = _unordered[stream] = 0;
    }

    private void AssertEqual(ulong seed, int step)
    {
        bool isEqual = _queue.Bytes == _model.Bytes && _queue.PartialFragments == _model.PartialFragments;
        while (_queue.TryRead(out SctpMessage message))
        {
            isEqual &= _model.Ready.TryDequeue(out byte[]? expected) && message.Payload.SequenceEqual(expected);
            message.Release();
        }

        Assert.True(isEqual && _model.Ready.Count == 0, $"Seed {seed}, step {step}: {_queue.PartialFragments} and {_model.PartialFragments} fragments.");
    }
}
