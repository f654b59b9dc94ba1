namespace Tureen.Rooms.Settings;

/// <summary>A setting is wrong; the message is one line for the user.</summary>
internal sealed class SettingsException(string message) : Exception(message);
