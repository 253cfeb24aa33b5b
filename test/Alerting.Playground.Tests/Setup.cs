// Shows the console output only for failed tests.
[assembly: CaptureConsole]
