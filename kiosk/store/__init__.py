"""The only SQL of kiosk and desk: functions take the database first, rows become values here and never leave
as rows.
"""
