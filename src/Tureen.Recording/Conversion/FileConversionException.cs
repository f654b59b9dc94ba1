namespace Tureen.Recording;

/// <summary>ffmpeg is missing, or could not make a file.</summary>
/// <param name="message">What it said.</param>
public sealed class FileConversionException(string message) : Exception(message);
