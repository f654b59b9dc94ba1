using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Tokens;

namespace Tureen.Server.Settings;

/// <summary>Writes an access token, and the link with which a browser uses it.</summary>
internal sealed class TokenCommand
{
    private const int DefaultMinutes = 60;
    private const int MaxMinutes = 60 * 24 * 366;
    private const string DefaultServer = "http://localhost:4443";

    private readonly SettingsSource _source;

    public TokenCommand(CommandLine line, Func<string, string?> environment, Func<string, string?> configuration)
    {
        // Only the key is the server's; the rest is about this token.
        _source = new SettingsSource(
            option => line.Get(option) ?? (option == SettingsOptions.TokenKey ? SettingsReader.Find(option, environment, configuration) : null),
            static option => "--" + option.Name);
    }

    /// <returns>Two lines.</returns>
    /// <exception cref="SettingsException">Something is missing or wrong.</exception>
    public string Write(TimeProvider time)
    {
        string key = _source.Secret(SettingsOptions.TokenKey, SecurityLimits.MinTokenKeyLength)
            ?? throw new SettingsException("--token-key or TUREEN_TOKEN_KEY must be the key of the server");
        var token = new RoomToken
        {
            Identity = _source.Text(Option("identity")) ?? throw new SettingsException("--identity is needed: who gets the token"),
            Room = _source.Text(Option("room")),
            Name = _source.Text(Option("name")),
            Role = _source.Text(Option("role")),
            Grants = _source.List(Option("grants")) is { } names ? GrantsOf(names) : RoomGrants.Participant,
            ValidFor = TimeSpan.FromMinutes(_source.Number(Option("minutes"), DefaultMinutes, 1, MaxMinutes)),
        };
        string text = token.Write(key, time);
        string server = (_source.Text(Option("server")) ?? DefaultServer).TrimEnd('/');
        string room = token.Room is null ? string.Empty : $"?roomId={Uri.EscapeDataString(token.Room)}";
        return $"{text}\n{server}/{room}#token={text}\n";
    }

    private static SettingsOption Option(string name) => ServerOptions.Token.Single(option => option.Name == name);

    private static RoomGrants GrantsOf(string[] names)
    {
        RoomGrants grants = RoomGrants.None;
        foreach (string name in names)
        {
            SettingsSource.Require(
                TokenClaims.TryParse(name, out RoomGrants grant), $"--grants knows {string.Join(", ", TokenClaims.AllNames)}, not '{name}'");
            grants |= grant;
        }

        return grants;
    }
}
