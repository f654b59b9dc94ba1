using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>One command of the program.</summary>
/// <param name="Name">As the user writes it.</param>
/// <param name="Text">What it does.</param>
/// <param name="Options">Its options.</param>
internal sealed record ServerCommand(string Name, string Text, IReadOnlyList<SettingsOption> Options);
