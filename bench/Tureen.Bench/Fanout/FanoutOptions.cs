using System.Globalization;
using Tureen.Engine.Crypto;

namespace Tureen.Bench.Fanout;

/// <summary>What the <c>fanout</c> command measures.</summary>
internal sealed record FanoutOptions
{
    public const int FramesPerSecond = 30;
    public const int PacketsPerFrame = 10;

    /// <summary>Bytes. A packet as its publisher sends it, before encryption.</summary>
    public const int PacketLength = 1200;

    /// <summary>A room whose people speak.</summary>
    private const int AudioRoom = 20;

    /// <summary>A room whose people show themselves.</summary>
    private const int VideoRoom = 12;

    public int Producers { get; init; } = 1;

    public IReadOnlyList<int> Consumers { get; init; } = [1, 10, 50, 100];

    public IReadOnlyList<SrtpProfile> Profiles { get; init; } = [SrtpProfile.AeadAes128Gcm];

    public IReadOnlyList<bool> Bursts { get; init; } = [true, false];

    /// <summary>Publishers and receivers beside each other.</summary>
    public bool HasFans { get; init; } = true;

    public bool HasRooms { get; init; }

    /// <summary>Where packets go: true for a device that drops them.</summary>
    public IReadOnlyList<bool> Sinks { get; init; } = [false];

    /// <summary>Measured seconds of each configuration.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>Time at the usual speed before that, after three seconds at four times that speed.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Each packet of a publisher leaves alone, so that the worker may wake in the midst of a frame.</summary>
    public bool SendsSeparately { get; init; }

    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static FanoutOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new FanoutOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--producers" => options with { Producers = Number(arguments, ref i) },
                "--consumers" => options with { Consumers = Numbers(arguments, ref i) },
                "--profiles" => options with { Profiles = [.. ValueAfter(arguments, ref i).Split(',').Select(ParseProfile)] },
                "--spacing" => options with { Bursts = [.. ValueAfter(arguments, ref i).Split(',').Select(IsBurst)] },
                "--seconds" => options with { Seconds = Number(arguments, ref i) },
                "--warm-up" => options with { WarmUp = TimeSpan.FromSeconds(Number(arguments, ref i)) },
                "--loads" => WithLoads(options, ValueAfter(arguments, ref i)),
                "--sink" => options with { Sinks = [.. ValueAfter(arguments, ref i).Split(',').Select(IsDevice)] },
                "--separate" => options with { SendsSeparately = true },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }

    /// <summary>The configurations, in the order of the table.</summary>
    public IEnumerable<FanoutLoad> Loads()
    {
        foreach (SrtpProfile profile in Profiles)
        {
            foreach (bool isBurst in HasFans ? Bursts : [])
            {
                foreach (int consumers in Consumers)
                {
                    yield return new FanoutLoad(profile, isBurst ? MediaShape.Burst : MediaShape.Even, Producers, consumers, IsRoom: false);
                }
            }

            if (HasRooms)
            {
                yield return new FanoutLoad(profile, MediaShape.Audio, AudioRoom, AudioRoom, IsRoom: true);
                yield return new FanoutLoad(profile, MediaShape.Burst, VideoRoom, VideoRoom, IsRoom: true);
            }
        }
    }

    public static string Name(SrtpProfile profile) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => "gcm128",
        SrtpProfile.AeadAes256Gcm => "gcm256",
        SrtpProfile.AesCm128HmacSha1_80 => "cm80",
        _ => "cm32",
    };

    /// <exception cref="FormatException">There is no such profile.</exception>
    public static SrtpProfile ParseProfile(string name)
    {
        foreach (SrtpProfile profile in SrtpProfileFacts.All)
        {
            if (string.Equals(Name(profile), name, StringComparison.Ordinal))
            {
                return profile;
            }
        }

        throw new FormatException($"a profile is gcm128, gcm256, cm80 or cm32, not '{name}'");
    }

    /// <summary>The one number after an option.</summary>
    /// <exception cref="FormatException">There is none, or more than one.</exception>
    public static int Number(ReadOnlySpan<string> arguments, ref int i)
    {
        int[] numbers = Numbers(arguments, ref i);
        return numbers.Length == 1 ? numbers[0] : throw new FormatException($"{arguments[i - 1]} wants one number, not {arguments[i]}");
    }

    /// <summary>The numbers after an option.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static int[] Numbers(ReadOnlySpan<string> arguments, ref int i)
    {
        string option = arguments[i];
        return [.. ValueAfter(arguments, ref i).Split(',').Select(text => ParseNumber(option, text))];
    }

    private static FanoutOptions WithLoads(FanoutOptions options, string names)
    {
        string[] loads = names.Split(',');
        return loads.All(static load => load is "fans" or "rooms")
            ? options with { HasFans = loads.Contains("fans"), HasRooms = loads.Contains("rooms") }
            : throw new FormatException($"--loads is fans or rooms, not '{names}'");
    }

    private static string ValueAfter(ReadOnlySpan<string> arguments, ref int i) =>
        i + 1 < arguments.Length ? arguments[++i] : throw new FormatException($"{arguments[i]} wants a value");

    private static int ParseNumber(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"{option} wants a number above zero, not '{text}'");

    private static bool IsDevice(string text) => text switch
    {
        "device" => true,
        "loopback" => false,
        _ => throw new FormatException($"--sink is loopback or device, not '{text}'"),
    };

    private static bool IsBurst(string text) => text switch
    {
        "burst" => true,
        "even" => false,
        _ => throw new FormatException($"--spacing is burst or even, not '{text}'"),
    };
}
