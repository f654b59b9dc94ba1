using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Rooms;

/// <summary>How often one client may cause work that the server repeats for each of the others.</summary>
internal sealed class RelayRates(TimeProvider time)
{
    private readonly TokenBucket _names = new(time, RoomLimits.NameChangesPerSecond, RoomLimits.NameChangeBurst);
    private readonly TokenBucket _pauses = new(time, RoomLimits.PausesPerSecond, RoomLimits.PauseBurst);
    private readonly TokenBucket _producers = new(time, RoomLimits.ProducersPerSecond, RoomLimits.ProducerBurst);
    private readonly TokenBucket _gestures = new(time, RoomLimits.GesturesPerSecond, RoomLimits.GestureBurst);
    private readonly TokenBucket _moderation = new(time, RoomLimits.ModerationsPerSecond, RoomLimits.ModerationBurst);

    /// <exception cref="ProtooException">The display name changes too often.</exception>
    public void TakeNameChange() => Take(_names, "displayName changes too often");

    /// <exception cref="ProtooException">Producers are paused and resumed too often.</exception>
    public void TakePause() => Take(_pauses, "producers are paused and resumed too often");

    /// <exception cref="ProtooException">Producers come and go too often.</exception>
    public void TakeProducer() => Take(_producers, "too many producers in a short time");

    /// <exception cref="ProtooException">Hands and reactions come too often.</exception>
    public void TakeGesture() => Take(_gestures, "too many hands and reactions in a short time");

    /// <exception cref="ProtooException">A host asks for too much.</exception>
    public void TakeModeration() => Take(_moderation, "too many requests of a host");

    private static void Take(TokenBucket bucket, string reason)
    {
        if (!bucket.TryTake(1))
        {
            throw new ProtooException(StatusCodes.Status429TooManyRequests, reason);
        }
    }
}
