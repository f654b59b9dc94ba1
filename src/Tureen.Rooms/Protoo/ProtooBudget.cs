using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Protoo;

/// <summary>What one connection may cost.</summary>
/// <param name="time">The clock.</param>
/// <param name="limits">The rates of one connection.</param>
/// <param name="addressMessages">The rate that all connections of its address share; null for none.</param>
/// <param name="memory">What all connections share.</param>
internal sealed class ProtooBudget(TimeProvider time, RoomLimitOptions limits, TokenBucket? addressMessages, SignalingMemory memory)
{
    private const int Kilobyte = 1_000;

    private readonly TokenBucket _messages = new(
        time, limits.MessagesPerSecond, Math.Max(limits.MessagesPerSecond, ProtooLimits.MessageBurst));

    private readonly TokenBucket _bytes = new(
        time,
        (double)limits.KilobytesPerSecond * Kilobyte,
        (double)Math.Max(limits.KilobytesPerSecond, ProtooLimits.KilobyteBurst) * Kilobyte);

    public TimeProvider Time { get; } = time;

    public SignalingMemory Memory { get; } = memory;

    /// <summary>Pays for a message that was received.</summary>
    /// <returns>How long to wait before the next one is read.</returns>
    public TimeSpan Pay(int bytes)
    {
        TimeSpan wait = Longest(_messages.Take(1), _bytes.Take(bytes));
        return addressMessages is null ? wait : Longest(wait, addressMessages.Take(1));
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
