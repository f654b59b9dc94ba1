using Tureen.Bench.Fanout;

namespace Tureen.Bench.Rooms;

/// <summary>What the <c>rooms</c> command measures.</summary>
/// <param name="Peers">Peers that join.</param>
/// <param name="RoomSizes">Peers in each room, one configuration each.</param>
internal sealed record RoomsOptions(int Peers, IReadOnlyList<int> RoomSizes)
{
    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static RoomsOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new RoomsOptions(500, [2, 500]);
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--peers" => options with { Peers = FanoutOptions.Number(arguments, ref i) },
                "--sizes" => options with { RoomSizes = FanoutOptions.Numbers(arguments, ref i) },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }
}
