using Tureen.Engine.Crypto;

namespace Tureen.Bench.Fanout;

/// <summary>One line of the table.</summary>
/// <param name="Profile">How packets are protected.</param>
/// <param name="Shape">What each publisher sends.</param>
/// <param name="Publishers">How many publish.</param>
/// <param name="Receivers">How many receive; in a room, those who publish.</param>
/// <param name="IsRoom">Everybody publishes, and receives everybody else.</param>
internal sealed record FanoutLoad(SrtpProfile Profile, MediaShape Shape, int Publishers, int Receivers, bool IsRoom)
{
    /// <summary>Receivers of each publisher.</summary>
    public int Fan => IsRoom ? Publishers - 1 : Receivers;

    public string Name => IsRoom ? $"room {Publishers}" : $"{Publishers} to {Receivers}";

    /// <summary>Where a publisher's packets fall within a step: those of a room spread over it, as people's do.</summary>
    public TimeSpan OffsetOf(int publisher, double speed) =>
        IsRoom ? TimeSpan.FromSeconds(publisher / (speed * Shape.StepsPerSecond * Publishers)) : TimeSpan.Zero;

    /// <summary>Whether a receiver gets a publisher.</summary>
    public bool Receives(int receiver, int publisher) => !IsRoom || receiver != publisher;
}
