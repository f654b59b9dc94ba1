using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>What hosts and the application set in a room. Runs on the room's loop, but for <see cref="EmptyTimeout"/>.</summary>
internal sealed class RoomState(DateTimeOffset createdAt)
{
    private int _emptySeconds;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>0 for as many as the server allows.</summary>
    public int MaxParticipants { get; private set; }

    public bool IsLocked { get; private set; }

    public bool HasLobby { get; private set; }

    public JsonObject? Metadata { get; private set; }

    /// <summary>How long the room stays open when nobody is in it. Thread-safe.</summary>
    public TimeSpan EmptyTimeout => TimeSpan.FromSeconds(Volatile.Read(ref _emptySeconds));

    /// <summary>Checks a change without making it.</summary>
    /// <exception cref="ProtooException">A value is wrong.</exception>
    public static void Check(RoomChange change, int maxPeers)
    {
        RequireRange(change.MaxParticipants, maxPeers, "maxParticipants");
        RequireRange(change.EmptySeconds, ModerationLimits.MaxEmptySeconds, "emptySeconds");
        KeptData.Copy(change.Metadata, ModerationLimits.MaxMetadataLength, "metadata");
    }

    /// <exception cref="ProtooException">A value is wrong; nothing has changed.</exception>
    public void Apply(RoomChange change, int maxPeers)
    {
        Check(change, maxPeers);
        MaxParticipants = change.MaxParticipants ?? MaxParticipants;
        Volatile.Write(ref _emptySeconds, change.EmptySeconds ?? _emptySeconds);
        IsLocked = change.IsLocked ?? IsLocked;
        HasLobby = change.HasLobby ?? HasLobby;
        Metadata = (JsonObject?)KeptData.Copy(change.Metadata, ModerationLimits.MaxMetadataLength, "metadata") ?? Metadata;
    }

    /// <summary>All of it.</summary>
    public RoomChange ToChange() => new()
    {
        MaxParticipants = MaxParticipants,
        EmptySeconds = _emptySeconds,
        IsLocked = IsLocked,
        HasLobby = HasLobby,
        Metadata = (JsonObject?)Metadata?.DeepClone(),
    };

    /// <summary>What participants hear of it.</summary>
    public JsonObject Describe() => new()
    {
        ["isLocked"] = IsLocked,
        ["hasLobby"] = HasLobby,
        ["maxParticipants"] = MaxParticipants,
        ["metadata"] = Metadata?.DeepClone(),
    };

    private static void RequireRange(int? value, int max, string name)
    {
        if (value < 0 || value > max)
        {
            throw new ProtooException(StatusCodes.Status400BadRequest, $"{name} must be a number from 0 to {max}, not {value}");
        }
    }
}
