using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>How far this side's clock is ahead of a peer's, as the median over its last Sender Reports.</summary>
/// <remarks>The median bears one late report, and follows a change once it fills half of the window.</remarks>
internal sealed class RemoteClockOffsetEstimator(NtpClock clock)
{
    private const int WindowLength = 7;
    private const int MinSamples = 3;

    private readonly long _zero = (long)clock.ToNtp(Timestamp.Zero).ToMicroseconds();
    private readonly long[] _samples = new long[WindowLength];
    private int _count;
    private int _next;
    private long _median;
    private Timestamp _lastArrival = Timestamp.Never;

    /// <summary>Null before there are enough reports.</summary>
    public TimeSpan? Offset => _count < MinSamples ? null : TimeSpan.FromMicroseconds(_median);

    /// <summary>A Sender Report came. Reports about several streams in one datagram are one sample.</summary>
    /// <param name="arrival">When it came.</param>
    /// <param name="remote">The clock that it carries; 0 from a sender without one.</param>
    /// <param name="roundTrip">Zero while unknown: then the delay of the path stays in the offset.</param>
    public void HandleReport(Timestamp arrival, NtpTime remote, TimeSpan roundTrip)
    {
        if (remote.Value == 0 || arrival == _lastArrival)
        {
            return;
        }

        _lastArrival = arrival;
        long local = _zero + arrival.Microseconds;
        _samples[_next] = local - (long)remote.ToMicroseconds() - ((long)roundTrip.TotalMicroseconds / 2);
        _next = (_next + 1) % WindowLength;
        _count = Math.Min(_count + 1, WindowLength);
        Span<long> sorted = stackalloc long[WindowLength];
        _samples.AsSpan(0, _count).CopyTo(sorted);
        sorted[.._count].Sort();
        _median = sorted[_count / 2];
    }

    /// <summary>The instant on this engine's line at which the peer's clock shows <paramref name="remote"/>.</summary>
    public bool TryTranslate(NtpTime remote, out Timestamp local)
    {
        local = new Timestamp((long)remote.ToMicroseconds() + _median - _zero);
        return _count >= MinSamples;
    }

    public void Reset()
    {
        _count = 0;
        _next = 0;
        _lastArrival = Timestamp.Never;
    }
}
